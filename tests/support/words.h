#pragma once

#include <QApplication>
#include <QTranslator>

#include <memory>

namespace penelope::test {

/// The console in another language while it lives.
class InLanguage
{
public:
    explicit InLanguage(const QString& language)
        : m_words(std::make_unique<QTranslator>())
    {
        m_loaded = m_words->load(QStringLiteral(":/penelope/i18n/penelope_%1.qm").arg(language));
        QCoreApplication::installTranslator(m_words.get());
    }
    explicit InLanguage(std::unique_ptr<QTranslator> words)
        : m_words(std::move(words))
        , m_loaded(true)
    {
        QCoreApplication::installTranslator(m_words.get());
    }
    ~InLanguage() { QCoreApplication::removeTranslator(m_words.get()); }
    InLanguage(const InLanguage&) = delete;
    InLanguage& operator=(const InLanguage&) = delete;
    bool isLoaded() const { return m_loaded; }

private:
    std::unique_ptr<QTranslator> m_words;
    bool m_loaded = false;
};

/// A language that marks whatever went through tr(): «Approve».
class MarkedWords : public QTranslator
{
public:
    bool isEmpty() const override { return false; }
    QString translate(const char*, const char* text, const char*, int) const override
    {
        return QStringLiteral("\u00AB%1\u00BB").arg(QString::fromUtf8(text));
    }
};

} // namespace penelope::test
