#include "core/journal/archive.h"
#include "core/journal/memberlines.h"
#include "core/journal/outline.h"
#include "core/journal/streamversions.h"

#include <algorithm>
#include <bit>
#include <map>
#include <utility>

namespace penelope::journal {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qint64 archiveBlock = 256;
constexpr qint64 maxHeadBytes = qint64{1} << 30;

Failure altered(QByteArrayView member, const QString& what)
{
    const auto name = QString::fromUtf8(member);
    return failure(ErrorCode::Damaged, u"%1: %2"_s.arg(name, what), name);
}

/// Whether KeyHistory looks at it.
bool isOfKeys(QByteArrayView kind)
{
    return kind == "JournalCreated" || kind == "JournalKeyRotated" || kind == "JournalKeyRevoked";
}

/// The tree as far as it is known, and the roots at the sizes that were asked for.
class ArchiveTree
{
public:
    explicit ArchiveTree(const ArchiveManifest& manifest)
    {
        for (const auto& [number, hash] : manifest.blocks)
            m_blocks[number] = hash;
    }

    bool begin(const Digests& left, qint64 from) { return appendCover(m_frontier, left, from); }
    bool end(const Digests& right, qint64 size) { return !m_known || appendCover(m_frontier, right, size); }
    void want(qint64 size) { m_roots[size] = std::nullopt; }
    void add(qint64 seq, const std::optional<Digest>& leaf)
    {
        if (seq % archiveBlock == 1) {
            m_blockBegan = m_known;
            m_blockFrontier = m_frontier;
        }
        m_known = m_known && leaf;
        if (m_known)
            m_frontier.append(*leaf);
        else
            recover(seq);
        remember(seq);
    }
    /// Whether nothing that is added makes any of it known again.
    bool isLost() const { return !m_known && !m_blockBegan; }
    void remember(qint64 seq)
    {
        const auto wanted = m_roots.find(seq);
        if (wanted != m_roots.end() && m_known)
            wanted->second = m_frontier.root();
    }
    std::optional<Digest> root() const { return m_known ? std::optional{m_frontier.root()} : std::nullopt; }
    std::optional<Digest> rootAt(qint64 size) const
    {
        const auto found = m_roots.find(size);
        return found == m_roots.end() ? std::nullopt : found->second;
    }
    /// Blocks that are known by their root alone, and what follows the last root that is known.
    std::vector<Span> unproven(qint64 last) const
    {
        auto spans = m_spans;
        if (!m_known)
            spans.push_back({m_frontier.size() + 1, last});
        return spans;
    }

private:
    /// At the end of a block whose hashes are not all there: its stored root stands for them.
    void recover(qint64 seq)
    {
        const auto block = seq % archiveBlock == 0 ? m_blocks.find(seq / archiveBlock - 1) : m_blocks.end();
        if (block == m_blocks.end() || !m_blockBegan)
            return;
        m_frontier = m_blockFrontier;
        m_frontier.appendSubtree(8, block->second);
        m_known = true;
        m_spans.push_back({seq - archiveBlock + 1, seq});
    }

    std::map<qint64, Digest> m_blocks;
    std::map<qint64, std::optional<Digest>> m_roots;
    std::vector<Span> m_spans;
    Frontier m_frontier;
    Frontier m_blockFrontier;
    bool m_known = true;
    bool m_blockBegan = false;
};

class ArchivePass
{
public:
    ArchivePass(QIODevice& file, const Pins& pins, const Progress& progress, const EventSink& sink)
        : m_file(file)
        , m_pins(pins)
        , m_progress(progress)
        , m_sink(sink)
    {}

    Result<ArchiveVerdict> run()
    {
        auto done = readHead();
        if (done)
            done = prepare();
        for (std::size_t at = 2; done && at < m_manifest.members.size(); ++at)
            done = readEvents(m_manifest.members[at]);
        if (done)
            done = readEnd();
        if (!done)
            return Failure{done.error()};
        judgeNotes();
        judgePins();
        conclude();
        return ArchiveVerdict{m_manifest, m_verdict};
    }

private:
    Result<QByteArray> member(QByteArrayView name, const ArchiveMember* known)
    {
        const auto header = m_file.read(tarBlock);
        bool ok = false;
        const auto bytes = known ? known->bytes : header.mid(124, 11).toLongLong(&ok, 8);
        if (bytes < 0 || bytes > maxHeadBytes || tarHeader(name, bytes) != header)
            return altered(name, u"the header of this member is not what was written, or it is missing"_s);
        auto content = m_file.read(bytes);
        if (content.size() != bytes || m_file.read(tarPadding(bytes).size()) != tarPadding(bytes))
            return altered(name, u"the archive ends inside it, or what fills it up is not empty"_s);
        if (known && (known->name != name || sha256(content) != known->sha256))
            return altered(name, u"it is not what was written: its SHA-256 does not hold"_s);
        return content;
    }

    Status readHead()
    {
        const auto manifest = member(manifestName, nullptr);
        if (!manifest)
            return Failure{manifest.error()};
        auto read = manifestFrom(*manifest);
        if (!read)
            return Failure{read.error()};
        m_manifest = std::move(*read);
        const auto keys = member(keysName, &m_manifest.members[0]);
        const auto notes = keys ? member(checkpointsName, &m_manifest.members[1]) : keys;
        if (!notes)
            return Failure{notes.error()};
        auto known = keysFrom(*keys);
        if (!known)
            return Failure{known.error()};
        m_keys = std::move(*known);
        m_notes = splitNotes(*notes);
        return {};
    }

    Status prepare()
    {
        m_tree.emplace(m_manifest);
        m_next = m_manifest.first;
        for (const auto* notes : {&std::as_const(m_notes), &m_pins.notes}) {
            for (const auto& bytes : *notes) {
                if (const auto note = parseNote(bytes))
                    m_tree->want(note->checkpoint.size);
            }
        }
        if (!m_tree->begin(m_manifest.around.left, m_manifest.first - 1))
            return altered(manifestName, u"the hashes before the range do not fit it"_s);
        m_tree->remember(m_manifest.first - 1);
        return {};
    }

    Status readEvents(const ArchiveMember& known)
    {
        if (m_file.read(tarBlock) != tarHeader(known.name, known.bytes))
            return altered(known.name, u"the header of this member is not what was written, or it is missing"_s);
        RunningSha256 hash;
        for (MemberLines lines(m_file, known.bytes); !lines.atEnd();) {
            const auto line = lines.next();
            if (line.isEmpty())
                return altered(known.name, u"what should be event %1 is no line"_s.arg(m_next));
            hash.add(line);
            if (auto taken = takeEvent(known, line.chopped(1)); !taken)
                return taken;
        }
        if (hash.digest() != known.sha256)
            return altered(known.name, u"it is not what was written: its SHA-256 does not hold"_s);
        const auto padding = tarPadding(known.bytes);
        return m_file.read(padding.size()) == padding ? Status{}
                                                      : Status{altered(known.name, u"what fills it up is not empty"_s)};
    }

    Status takeEvent(const ArchiveMember& member, QByteArrayView body)
    {
        skipLost();
        const auto outline = m_outliner.read(body);
        return outline && !m_sink && !isOfKeys(outline->kind)
                   ? takePlace(member, outline->seq, outline->stream, outline->streamVersion, leafHash(body))
                   : takeWhole(member, body.toByteArray());
    }

    /// What not only its place is looked at of.
    Status takeWhole(const ArchiveMember& member, const QByteArray& body)
    {
        const auto event = decode(body);
        if (!event)
            return altered(member.name, u"event %1: %2"_s.arg(m_next).arg(event.error().message));
        const auto leaf = leafHash(body);
        auto taken = takePlace(member, event->seq, event->stream.toUtf8(), event->streamVersion, leaf);
        if (!taken)
            return taken;
        m_history.apply(*event);
        return m_sink ? m_sink(*event, body, leaf) : Status{};
    }

    Status
    takePlace(const ArchiveMember& member, qint64 seq, QByteArrayView stream, qint64 streamVersion, const Digest& leaf)
    {
        if (seq != m_next || m_next > m_manifest.last)
            return altered(member.name, u"event %1 stands where event %2 should"_s.arg(seq).arg(m_next));
        m_tree->add(m_next++, leaf);
        if (m_manifest.whole() && m_manifest.lost.empty() &&
            m_streams.exchange(stream, streamVersion) + 1 != streamVersion)
            m_verdict.damaged.push_back({seq, seq, u"stream"_s, {}});
        if (m_next % 65536 == 0) {
            if (m_progress.rows)
                m_progress.rows(m_next - m_manifest.first);
            if (m_progress.stop.stop_requested())
                return failure(ErrorCode::Unavailable, u"verification was stopped"_s);
        }
        return {};
    }

    void skipLost()
    {
        for (; m_lost < m_manifest.lost.size() && m_manifest.lost[m_lost].first == m_next; ++m_lost) {
            const auto& range = m_manifest.lost[m_lost];
            m_verdict.damaged.push_back({range.first, range.last, u"missing"_s, {}});
            // A range may be said to be longer than anybody can count.
            for (std::size_t at = 0; m_next <= range.last && !m_tree->isLost(); ++at, ++m_next)
                m_tree->add(m_next, at < range.leaves.size() ? std::optional{range.leaves[at]} : std::nullopt);
            m_next = std::max(m_next, range.last + 1);
        }
    }

    Status readEnd()
    {
        skipLost();
        if (m_next != m_manifest.last + 1 || m_lost != m_manifest.lost.size())
            return altered(manifestName, u"event %1 is not there"_s.arg(m_next));
        const QByteArray end(2 * tarBlock, '\0');
        if (m_file.read(end.size() + 1) != end)
            return altered("the end of the archive", u"expected two empty blocks and nothing after them"_s);
        if (!m_tree->end(m_manifest.around.right, m_manifest.size))
            return altered(manifestName, u"the hashes after the range do not fit it"_s);
        m_tree->remember(m_manifest.size);
        if (m_tree->root() != m_manifest.root)
            return altered(manifestName, u"the events do not give the root that it says"_s);
        return {};
    }

    /// Empty = signed by a key that counts. A range has no history of its keys: those of keys.txt count there.
    QString refusalOf(NoteJudge& judge, qint64 size, const QByteArray& bytes) const
    {
        if (m_history.first())
            return judge.judge(size, bytes);
        const auto note = verifyNote(bytes, m_keys);
        const auto origin = originOf(m_manifest.journalId);
        return !note                               ? canonical::refusal(note.error())
               : note->checkpoint.origin == origin ? QString{}
                                                   : u"unknown_key"_s;
    }

    void judgeNotes()
    {
        NoteJudge judge{m_history};
        for (const auto& bytes : m_notes) {
            const auto note = parseNote(bytes);
            const auto size = note ? note->checkpoint.size : std::max<qint64>(m_verdict.signedTo, 1);
            const auto refusal = note ? refusalOf(judge, size, bytes) : u"malformed"_s;
            if (!refusal.isEmpty())
                m_verdict.damaged.push_back({size, size, u"checkpoint:"_s + refusal, {}});
            else if (size > m_manifest.size)
                m_verdict.damaged.push_back({m_manifest.size + 1, size, u"truncated"_s, {}});
            else if (const auto root = m_tree->rootAt(size); root && *root != note->checkpoint.root)
                m_verdict.damaged.push_back({m_verdict.signedTo + 1, size, u"rewritten"_s, {}});
            else if (root)
                settleNote(*note);
        }
    }

    void settleNote(const Note& note)
    {
        m_verdict.signedTo = std::max(m_verdict.signedTo, note.checkpoint.size);
        for (const auto& key : m_history.first() ? keysOf(m_history) : m_keys) {
            if (checkSignature(note, key) == SignatureCheck::Good)
                m_verdict.keyFingerprint = fingerprint(key.key);
        }
        m_valid.push_back(note);
    }

    static std::vector<VerifierKey> keysOf(const KeyHistory& history)
    {
        return keysFrom(keysText(history)).value_or(std::vector<VerifierKey>{});
    }

    void judgePins()
    {
        const auto origin = originOf(m_manifest.journalId);
        auto keys = m_keys;
        for (const auto& key : m_pins.keys) {
            keys.push_back({origin, key});
            settlePin(
                std::any_of(
                    m_valid.begin(), m_valid.end(),
                    [&](const Note& note) {
                        return checkSignature(note, {origin, key}) == SignatureCheck::Good;
                    }),
                u"pinned_key"_s);
        }
        for (const auto& bytes : m_pins.notes) {
            const auto note = verifyNote(bytes, keys);
            const auto root = note ? m_tree->rootAt(note->checkpoint.size) : std::nullopt;
            const bool ours = note && note->checkpoint.origin == origin;
            if (ours && root && *root != note->checkpoint.root)
                m_verdict.damaged.push_back({1, note->checkpoint.size, u"forked"_s, {}});
            else if (ours && note->checkpoint.size > m_manifest.size)
                m_verdict.damaged.push_back({m_manifest.size + 1, note->checkpoint.size, u"truncated"_s, {}});
            settlePin(ours && root == note->checkpoint.root, u"pinned_note"_s);
        }
    }

    void settlePin(bool satisfied, const QString& reason)
    {
        if (satisfied) {
            m_pinned = true;
            return;
        }
        m_verdict.pinsSatisfied = false;
        m_verdict.warnings.push_back({0, reason});
    }

    void conclude()
    {
        m_verdict.events = m_manifest.last;
        m_verdict.root = m_tree->root();
        m_verdict.journalId = m_manifest.journalId;
        m_verdict.unproven = m_tree->unproven(m_manifest.last);
        m_verdict.trustedBy = m_pinned                 ? TrustedBy::Pinned
                              : m_verdict.signedTo > 0 ? TrustedBy::OwnKey
                                                       : TrustedBy::None;
        if (m_history.first() && m_history.journalId() != m_manifest.journalId)
            m_verdict.damaged.push_back({1, 1, u"body"_s, {}});
        tidy(m_verdict);
    }

    QIODevice& m_file;
    const Pins& m_pins;
    const Progress& m_progress;
    const EventSink& m_sink;
    ArchiveManifest m_manifest;
    std::vector<VerifierKey> m_keys;
    std::vector<QByteArray> m_notes;
    std::vector<Note> m_valid;
    std::optional<ArchiveTree> m_tree;
    KeyHistory m_history;
    StreamVersions m_streams;
    Outliner m_outliner;
    Verdict m_verdict;
    std::size_t m_lost = 0;
    qint64 m_next = 1;
    bool m_pinned = false;
};

} // namespace

Result<ArchiveVerdict> verifyArchive(QIODevice& file, const Pins& pins, const Progress& progress, const EventSink& sink)
{
    return ArchivePass{file, pins, progress, sink}.run();
}

} // namespace penelope::journal
