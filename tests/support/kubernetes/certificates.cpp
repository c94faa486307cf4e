#include "tests/support/kubernetes/certificates.h"

#include <QtGlobal>

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <memory>

namespace penelope::test {

namespace {

template <auto Free> struct Freed
{
    template <typename T> void operator()(T* pointer) const { Free(pointer); }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Buffer = std::unique_ptr<BIO, Freed<BIO_free_all>>;

QByteArray bytesOf(BIO* buffer)
{
    char* data = nullptr;
    const auto size = BIO_get_mem_data(buffer, &data);
    return {data, static_cast<qsizetype>(size)};
}

void extend(X509* certificate, X509* issuer, int what, const char* value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>> extension(
        X509V3_EXT_conf_nid(nullptr, &context, what, value));
    if (!extension)
        qFatal("no extension");
    X509_add_ext(certificate, extension.get(), -1);
}

struct Made
{
    Key key;
    Certificate certificate;
    Identity identity() const
    {
        const Buffer pem(BIO_new(BIO_s_mem()));
        PEM_write_bio_X509(pem.get(), certificate.get());
        const Buffer secret(BIO_new(BIO_s_mem()));
        PEM_write_bio_PrivateKey(secret.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
        return {bytesOf(pem.get()), bytesOf(secret.get())};
    }
};

/// Signed by the issuer, or by itself.
Made make(const char* name, long serial, const Made* issuer)
{
    Made made{Key(EVP_EC_gen("P-256")), Certificate(X509_new())};
    auto* certificate = made.certificate.get();
    if (!made.key || !certificate)
        qFatal("no key");
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 24 * 3600);
    X509_set_pubkey(certificate, made.key.get());
    X509_NAME_add_entry_by_txt(
        X509_get_subject_name(certificate), "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(name), -1, -1,
        0);
    auto* by = issuer ? issuer->certificate.get() : certificate;
    X509_set_issuer_name(certificate, X509_get_subject_name(by));
    extend(certificate, by, NID_basic_constraints, issuer ? "critical,CA:FALSE" : "critical,CA:TRUE");
    extend(certificate, by, NID_subject_alt_name, "IP:127.0.0.1,DNS:kubernetes");
    if (X509_sign(certificate, issuer ? issuer->key.get() : made.key.get(), EVP_sha256()) == 0)
        qFatal("not signed");
    return made;
}

} // namespace

Certificates::Certificates()
{
    const auto root = make("test authority", 1, nullptr);
    authority = root.identity();
    server = make("kubernetes", 2, &root).identity();
    client = make("penelope", 3, &root).identity();
}

} // namespace penelope::test
