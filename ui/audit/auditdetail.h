#pragma once

#include "ui/audit/auditmodel.h"

#include <QWidget>

class QPlainTextEdit;
class QStackedWidget;
class QTabBar;

namespace penelope::ui {

class DetailForm;
class Label;
class ProofStrip;
class TableView;

/// One record: its fields, the diff it carries, its neighbours, what it points at, its bytes, and what proves it.
class AuditDetail : public QWidget
{
    Q_OBJECT

public:
    explicit AuditDetail(AuditReader& reader, QWidget* parent = nullptr);
    /// Null = nothing is selected.
    void show(const std::shared_ptr<const journal::Event>& event, Instant now);
    /// Of the record shown; 0 = none.
    qint64 seq() const;
    /// Computes the proof of the record shown again.
    void verify();
    void showTab(int index);
    /// Puts the record's permalink on the clipboard.
    void copyLink();

signals:
    void openRequested(const QString& page, const QString& item);

protected:
    void changeEvent(QEvent* event) override;

private:
    void buildFields();
    void showTime();
    void showFields();
    void showLinks();
    void showContext();
    void showProof(const Result<RecordProof>& proof);

    AuditReader& m_reader;
    std::shared_ptr<const journal::Event> m_event;
    Instant m_now{};
    Label* m_seq;
    Label* m_sentence;
    Label* m_time;
    QTabBar* m_tabs;
    QStackedWidget* m_stack;
    DetailForm* m_fields;
    ProofStrip* m_proof;
    Label* m_proofHead;
    DetailForm* m_proofFacts;
    QPlainTextEdit* m_diff;
    QPlainTextEdit* m_context;
    QWidget* m_links;
    QPlainTextEdit* m_raw;
    Task m_proving;
    Task m_reading;
};

} // namespace penelope::ui
