#include "ui/review/reportfile.h"

#include <QBuffer>
#include <QDir>
#include <QFileInfo>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgRenderer>
#include <QTextDocument>
#include <QUrl>

namespace penelope::ui::review {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int pictureScale = 2; ///< sharp on paper and on dense screens
constexpr int pictureOnPage = 640;

/// Finds only what was put into it: no address of a report is ever followed.
class ClosedText : public QTextDocument
{
protected:
    QVariant loadResource(int, const QUrl&) override { return {}; }
};

QImage drawn(const QByteArray& svg)
{
    QSvgRenderer renderer(svg);
    const auto size = renderer.defaultSize();
    if (!renderer.isValid() || size.isEmpty())
        return {};
    QImage image(size.scaled(pictureOnPage * pictureScale, 4000, Qt::KeepAspectRatio), QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    renderer.render(&painter);
    painter.end();
    image.setDevicePixelRatio(pictureScale);
    return image;
}

QByteArray pdfOf(const engine::Document& document)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(document.title);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(18, 18, 18, 18), QPageLayout::Millimeter);
    constexpr int resolution = 96;
    writer.setResolution(resolution);
    const auto text = textOf(document);
    text->setPageSize(writer.pageLayout().paintRectPixels(resolution).size());
    text->print(&writer);
    return buffer.data();
}

Status writeOne(const QString& path, const QByteArray& bytes)
{
    QSaveFile file(path);
    if (!QDir().mkpath(QFileInfo(path).absolutePath()) || !file.open(QIODevice::WriteOnly) ||
        file.write(bytes) != bytes.size() || !file.commit())
        return failure(ErrorCode::Storage, u"the report could not be written: %1"_s.arg(file.errorString()), path);
    return {};
}

} // namespace

std::unique_ptr<QTextDocument> textOf(const engine::Document& document)
{
    auto text = std::make_unique<ClosedText>();
    for (const auto& block : document.blocks) {
        if (block.kind == engine::Block::Kind::Picture)
            text->addResource(QTextDocument::ImageResource, QUrl(block.name + u".svg"_s), drawn(block.svg));
    }
    text->setHtml(engine::toHtml(document, engine::PicturesAs::Links));
    return text;
}

Status writeReport(const engine::Document& document, const QString& path)
{
    const auto suffix = QFileInfo(path).suffix().toLower();
    if (suffix == "pdf"_L1)
        return writeOne(path, pdfOf(document));
    if (suffix != "md"_L1 && suffix != "html"_L1)
        return failure(ErrorCode::Malformed, u"a report is written as .md, .html or .pdf"_s, path);
    for (const auto& file : engine::filesOf(document, path, suffix == "html"_L1)) {
        if (auto written = writeOne(file.path, file.bytes); !written)
            return written;
    }
    return {};
}

} // namespace penelope::ui::review
