// Tables of 10,000 and of 10 M rows: a snapshot taken up, a filter, the table opened, a key until it is painted, the
// live tail (performance.md "Models", ux.md U-05 and U-09).
// links: penelope-ui penelope-axes penelope-test-support Qt6::Widgets
#include "tests/bench/rounds.h"
#include "tests/support/demosession.h"
#include "tests/support/memoryaudit.h"
#include "ui/approvals/queuedelegate.h"
#include "ui/approvals/queuemodel.h"
#include "ui/audit/auditpage.h"
#include "ui/widgets/tableview.h"

#include <QApplication>
#include <QHeaderView>
#include <QTest>

using namespace penelope;
using namespace penelope::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int queueRows = 10'000;
constexpr int changedRows = 100;
constexpr qint64 longJournal = 10'000'000;
constexpr qint64 tailBatch = 10'000;
constexpr QSize windowSize(1440, 900);

/// The least a table does: all rows new, all in view painted.
class PlainModel : public QAbstractTableModel
{
public:
    explicit PlainModel(int rows)
        : m_rows(rows)
    {}
    int rowCount(const QModelIndex& parent) const override { return parent.isValid() ? 0 : m_rows; }
    int columnCount(const QModelIndex& parent) const override { return parent.isValid() ? 0 : 8; }
    QVariant data(const QModelIndex& index, int role) const override
    {
        return role == Qt::DisplayRole ? QVariant(u"row %1, %2"_s.arg(index.row()).arg(index.column())) : QVariant();
    }
    void reset()
    {
        beginResetModel();
        endResetModel();
    }

private:
    int m_rows;
};

/// A table as Qt has it, its head set before its model.
struct PlainTable
{
    explicit PlainTable(int rows)
        : model(rows)
    {
        table.verticalHeader()->hide();
        table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
        table.verticalHeader()->setDefaultSectionSize(24);
        table.setModel(&model);
        table.resize(windowSize);
        table.show();
    }
    void paint() { table.viewport()->repaint(); }

    PlainModel model;
    QTableView table;
};

ApprovalId idOf(int number)
{
    return ApprovalId{u"%1"_s.arg(number, 8, 16, QLatin1Char('0'))};
}

/// 10,000 requests wait.
engine::ConsoleState waiting()
{
    engine::ConsoleState state;
    for (int number = 0; number < queueRows; ++number) {
        approval::Approval approval;
        approval.id = idOf(number);
        approval.service = ServiceName{u"service-%1"_s.arg(number % 40)};
        approval.severity = static_cast<Severity>(1 + number % 3);
        approval.requestedAt = test::demoNow() - std::chrono::minutes{number % 50};
        approval.deadline = test::demoNow() + std::chrono::seconds{900 + number};
        approval.need = 1;
        state.approvals.insert(idOf(number), std::move(approval));
    }
    return state;
}

engine::ConsoleState withChanges(engine::ConsoleState state)
{
    for (int at = 0; at < changedRows; ++at)
        state.approvals.update(
            idOf(at * queueRows / changedRows), [](auto& approval) { approval.riskHundredths += 10; });
    return state;
}

/// The queue's table with a snapshot in it.
struct Queue
{
    Queue()
    {
        table.setModel(&model);
        table.setRowPx(52);
        table.setRowHeights([this](int row) { return model.heightPx(row); });
        table.setItemDelegate(new approvals::QueueDelegate(&table));
        table.setColumnPx({70, 60, 0, 83, 44, 36, 58, 128});
        QObject::connect(&model, &approvals::QueueModel::placed, &table, &TableView::layOutRows);
        take(before);
        table.resize(windowSize);
        table.show();
    }
    void take(const engine::ConsoleState& state)
    {
        model.take(state, {}, test::demoNow(), {OperatorName{u"ana"_s}, Role::Approver}, true);
    }
    void takeNext() { take(std::exchange(m_odd, !m_odd) ? before : after); }

    const engine::ConsoleState before = waiting();
    const engine::ConsoleState after = withChanges(before);
    approvals::QueueModel model;
    TableView table;

private:
    bool m_odd = false;
};

/// The page of the journal over 10 M records, read from memory.
class Audit : public QObject
{
public:
    Audit()
        : session(ofSize(longJournal))
        , reader(test::memoryAudit(longJournal + 100 * tailBatch))
        , page(session, reader)
    {
        page.resize(windowSize);
        page.show();
        page.activateWindow();
        QTest::qWait(300);
        page.takeFocus();
        table = page.findChild<TableView*>();
        table->viewport()->installEventFilter(this);
    }
    /// A paint that is due is painted, as the window does it, and not once more.
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        m_painted = m_painted || event->type() == QEvent::Paint;
        return QObject::eventFilter(watched, event);
    }
    static engine::ConsoleState ofSize(qint64 size)
    {
        engine::ConsoleState state;
        state.seq = size;
        state.at = test::demoNow();
        return state;
    }
    void press()
    {
        constexpr Qt::Key keys[] = {Qt::Key_Down, Qt::Key_PageDown, Qt::Key_End, Qt::Key_Home, Qt::Key_PageDown};
        m_painted = false;
        QTest::keyClick(table, keys[m_next++ % std::size(keys)]);
        QCoreApplication::sendPostedEvents();
        if (!m_painted)
            table->viewport()->repaint();
    }
    void follow()
    {
        m_size += tailBatch;
        session.show(ofSize(m_size));
        QCoreApplication::sendPostedEvents();
        table->viewport()->repaint();
    }

    test::DemoSession session;
    AuditReader reader;
    AuditPage page;
    TableView* table = nullptr;

private:
    bool m_painted = false;
    std::size_t m_next = 0;
    qint64 m_size = longJournal;
};

void openTable(AuditReader& reader)
{
    AuditModel model(reader);
    model.setLast(longJournal);
    TableView table;
    table.setModel(&model);
    table.resize(windowSize);
    table.ensurePolished();
    bench::keep(table.grab());
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    Theme::apply(application, Theme(Scheme::Light, 1));
    PlainTable plain(queueRows);
    PlainTable wide(AuditModel::maxRows);
    Queue queue;
    Audit audit;
    QTest::qWait(300);
    const auto words = approvals::parseFilter(u"service:service-7"_s);
    const auto some = words ? *words : approvals::Filter{};
    std::vector<std::shared_ptr<const approval::Approval>> pointers = queue.before.approvals.rows();
    bool filtered = false;
    const auto resetAndPaint = [&] {
        plain.model.reset();
        plain.paint();
    };
    return bench::run(
        u"bench_models"_s,
        {{.work = u"snapshot of 10,000 rows, 100 changed, taken up"_s,
          .against = u"a plain table reset and painted"_s,
          .baseline = resetAndPaint,
          .measured = [&] { queue.takeNext(); },
          .perRound = 5,
          .ratioBudget = 0.05},
         {.work = u"10,000 rows filtered"_s,
          .against = u"std::sort of 10,000 pointers"_s,
          .baseline =
              [&] {
                  auto copy = pointers;
                  std::sort(copy.begin(), copy.end(), [](const auto& left, const auto& right) {
                      return left->requestedAt < right->requestedAt;
                  });
                  bench::keep(copy);
              },
          .measured = [&] { queue.model.setFilter(std::exchange(filtered, !filtered) ? approvals::Filter{} : some); },
          .perRound = 4,
          .ratioBudget = 2},
         {.work = u"key to painted in the audit table, 10 M rows"_s,
          .against = u"the same table painted"_s,
          .baseline = [&] { audit.table->viewport()->repaint(); },
          .measured = [&] { audit.press(); },
          .perRound = 100,
          .ratioBudget = 1.6,
          .p99BudgetUs = 16'000},
         {.work = u"live tail: 10,000 records more, painted"_s,
          .against = u"the same table painted"_s,
          .baseline = [&] { audit.table->viewport()->repaint(); },
          .measured = [&] { audit.follow(); },
          .perRound = 4,
          .p99BudgetUs = 25'000},
         {.work = u"table opened on 10 M rows, painted"_s,
          .against = u"a plain table of as many rows reset and painted"_s,
          .baseline =
              [&] {
                  wide.model.reset();
                  wide.paint();
              },
          .measured = [&] { openTable(audit.reader); },
          .perRound = 3,
          .p99BudgetUs = 10'000}});
}
