#include "core/adapters/snapshots/packed.h"

#include <memory>

#include <zstd.h>

namespace penelope::snapshots {

namespace {

constexpr int compression = 3;
/// No piece of anybody's state is larger.
constexpr unsigned long long mostUnpacked = 1ULL << 30;

struct EndContext
{
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

std::size_t unsignedSize(QByteArrayView bytes)
{
    return static_cast<std::size_t>(bytes.size());
}

} // namespace

QByteArray packed(QByteArrayView bytes, QByteArrayView like)
{
    // Making a context costs more than packing a few kilobytes.
    static thread_local const std::unique_ptr<ZSTD_CCtx, EndContext> context(ZSTD_createCCtx());
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, compression);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
    ZSTD_CCtx_refPrefix(context.get(), like.data(), unsignedSize(like)); // for this once
    QByteArray packed(static_cast<qsizetype>(ZSTD_compressBound(unsignedSize(bytes))), Qt::Uninitialized);
    const auto size = ZSTD_compress2(
        context.get(), packed.data(), static_cast<std::size_t>(packed.size()), bytes.data(), unsignedSize(bytes));
    if (ZSTD_isError(size) != 0)
        return {};
    packed.truncate(static_cast<qsizetype>(size));
    packed.squeeze();
    return packed;
}

std::optional<QByteArray> unpacked(QByteArrayView packed, QByteArrayView like)
{
    const auto wanted = ZSTD_getFrameContentSize(packed.data(), unsignedSize(packed));
    if (wanted > mostUnpacked) // also the two values that stand for "unknown" and "no frame"
        return std::nullopt;
    static thread_local const std::unique_ptr<ZSTD_DCtx, EndContext> context(ZSTD_createDCtx());
    ZSTD_DCtx_refPrefix(context.get(), like.data(), unsignedSize(like));
    QByteArray bytes(static_cast<qsizetype>(wanted), Qt::Uninitialized);
    const auto size = ZSTD_decompressDCtx(
        context.get(), bytes.data(), static_cast<std::size_t>(wanted), packed.data(), unsignedSize(packed));
    if (ZSTD_isError(size) != 0 || size != wanted)
        return std::nullopt;
    return bytes;
}

} // namespace penelope::snapshots
