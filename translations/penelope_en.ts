<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Beside</name>
    <message numerus="yes">
        <source>Prometheus adds up %n core(s), the journal is of one</source>
        <translation>
            <numerusform>Prometheus adds up %n core, the journal is of one</numerusform>
            <numerusform>Prometheus adds up %n cores, the journal is of one</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n series are left out</source>
        <translation>
            <numerusform>%n series is left out</numerusform>
            <numerusform>%n series are left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BulkWords</name>
    <message numerus="yes">
        <source>Look at its diff first (key 2): %1 of %n hunks seen.</source>
        <translation>
            <numerusform>Look at its diff first (key 2): %1 of %n hunk seen.</numerusform>
            <numerusform>Look at its diff first (key 2): %1 of %n hunks seen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Bundler</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CalmWords</name>
    <message numerus="yes">
        <source>All %n closed, none ever opened</source>
        <translation>
            <numerusform>The one closed, never opened</numerusform>
            <numerusform>All %n closed, none ever opened</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n closed for %1</source>
        <translation>
            <numerusform>The one closed for %1</numerusform>
            <numerusform>All %n closed for %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n running</numerusform>
            <numerusform>%n running</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Composition</name>
    <message numerus="yes">
        <source>%n not taken</source>
        <translation>
            <numerusform>%n not taken</numerusform>
            <numerusform>%n not taken</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CountedWords</name>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GateWords</name>
    <message numerus="yes">
        <source>%1 of %n hunks seen</source>
        <extracomment>numbers of parts of the diff</extracomment>
        <translation>
            <numerusform>%1 of %n hunk seen</numerusform>
            <numerusform>%1 of %n hunks seen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProbeWords</name>
    <message numerus="yes">
        <source>its certificate runs out in %n day(s)</source>
        <translation>
            <numerusform>its certificate runs out in %n day</numerusform>
            <numerusform>its certificate runs out in %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>penelope::ui::AttentionStrip</name>
    <message numerus="yes">
        <source>%n P0 waiting</source>
        <translation>
            <numerusform>%n P0 waiting</numerusform>
            <numerusform>%n P0 waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>penelope::ui::AuditDetail</name>
    <message numerus="yes">
        <source>%n hash(es) lead to the signed checkpoint</source>
        <translation>
            <numerusform>%n hash leads to the signed checkpoint</numerusform>
            <numerusform>%n hashes lead to the signed checkpoint</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>penelope::ui::AuditPage</name>
    <message numerus="yes">
        <source>%n newer</source>
        <translation>
            <numerusform>%n newer</numerusform>
            <numerusform>%n newer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n match(es) so far,</source>
        <translation>
            <numerusform>%n match so far,</numerusform>
            <numerusform>%n matches so far,</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n match(es) (exact) of %1</source>
        <extracomment>%1 is the number of all records</extracomment>
        <translation>
            <numerusform>%n match (exact) of %1</numerusform>
            <numerusform>%n matches (exact) of %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>penelope::ui::BannerStack</name>
    <message numerus="yes">
        <source>%n alert(s) name no registered service.</source>
        <translation>
            <numerusform>%n alert names no registered service.</numerusform>
            <numerusform>%n alerts name no registered service.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n approver(s) missing for %1.</source>
        <translation>
            <numerusform>%n approver is missing for %1.</numerusform>
            <numerusform>%n approvers are missing for %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>penelope::ui::ExportStrip</name>
    <message numerus="yes">
        <source>Written to %1: %n record(s), complete</source>
        <extracomment>%1 is a file, %n a number of records</extracomment>
        <translation>
            <numerusform>Written to %1: %n record, complete</numerusform>
            <numerusform>Written to %1: %n records, complete</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>penelope::ui::FreezeDialog</name>
    <message numerus="yes">
        <source>%n patch(es) will not start.</source>
        <translation>
            <numerusform>%n patch will not start.</numerusform>
            <numerusform>%n patches will not start.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n canary(s) will go back to stable.</source>
        <translation>
            <numerusform>%n canary will go back to stable.</numerusform>
            <numerusform>%n canaries will go back to stable.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n canary(s) will keep their share.</source>
        <translation>
            <numerusform>%n canary will keep its share.</numerusform>
            <numerusform>%n canaries will keep their share.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>penelope::ui::MiniMap</name>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n event</numerusform>
            <numerusform>%n events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n breach(es)</source>
        <translation>
            <numerusform>%n breach</numerusform>
            <numerusform>%n breaches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n breach(es) in all</source>
        <translation>
            <numerusform>%n breach in all</numerusform>
            <numerusform>%n breaches in all</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>penelope::ui::UnfreezeDialog</name>
    <message numerus="yes">
        <source>What waits for it goes on at once: %n act(s).</source>
        <translation>
            <numerusform>What waits for it goes on at once: %n act.</numerusform>
            <numerusform>What waits for it goes on at once: %n acts.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>penelope::ui::approvals::ApprovalsPage</name>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n critical</source>
        <translation>
            <numerusform>%n critical</numerusform>
            <numerusform>%n critical</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new, show</source>
        <translation>
            <numerusform>%n new, show</numerusform>
            <numerusform>%n new, show</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Approve %n marked…</source>
        <translation>
            <numerusform>Approve %n marked…</numerusform>
            <numerusform>Approve %n marked…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Approve %n marked patch(es)</source>
        <translation>
            <numerusform>Approve %n marked patch</numerusform>
            <numerusform>Approve %n marked patches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Approve %n patch(es)</source>
        <translation>
            <numerusform>Approve %n patch</numerusform>
            <numerusform>Approve %n patches</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>penelope::ui::approvals::DiffTab</name>
    <message numerus="yes">
        <source>Hunk %1 of %n, all seen</source>
        <extracomment>numbers of hunks: one alone is &quot;seen&quot;, several are &quot;all seen&quot;</extracomment>
        <translation>
            <numerusform>Hunk %1 of %n, seen</numerusform>
            <numerusform>Hunk %1 of %n, all seen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Hunk %1 of %2, %n seen</source>
        <translation>
            <numerusform>Hunk %1 of %2, %n seen</numerusform>
            <numerusform>Hunk %1 of %2, %n seen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>penelope::ui::attention::AttentionWatch</name>
    <message numerus="yes">
        <source>Sound is muted for %n minute(s) more.</source>
        <translation>
            <numerusform>Sound is muted for %n minute more.</numerusform>
            <numerusform>Sound is muted for %n minutes more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>penelope::ui::breakers::BreakerModel</name>
    <message numerus="yes">
        <source>%n blocked in an hour</source>
        <extracomment>%n is a number of refused attempts</extracomment>
        <translation>
            <numerusform>%n blocked in an hour</numerusform>
            <numerusform>%n blocked in an hour</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>penelope::ui::breakers::BreakersPage</name>
    <message numerus="yes">
        <source>%n not closed</source>
        <translation>
            <numerusform>%n not closed</numerusform>
            <numerusform>%n not closed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in shadow</source>
        <translation>
            <numerusform>%n in shadow</numerusform>
            <numerusform>%n in shadow</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n off</source>
        <translation>
            <numerusform>%n off</numerusform>
            <numerusform>%n off</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No breaker matches the filter; %n are left out.</source>
        <translation>
            <numerusform>No breaker matches the filter; %n is left out.</numerusform>
            <numerusform>No breaker matches the filter; %n are left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>penelope::ui::breakers::Ribbon</name>
    <message numerus="yes">
        <source>%n failures in %1</source>
        <extracomment>%n failures, %1 is a span such as &quot;12 min 40 s&quot;</extracomment>
        <translation>
            <numerusform>%n failure in %1</numerusform>
            <numerusform>%n failures in %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>penelope::ui::canaries::CanariesPage</name>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n running</numerusform>
            <numerusform>%n running</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>penelope::ui::canaries::PastView</name>
    <message numerus="yes">
        <source>%n interval(s) counted.</source>
        <translation>
            <numerusform>%n interval counted.</numerusform>
            <numerusform>%n intervals counted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The canary&apos;s counters began anew %n time(s).</source>
        <translation>
            <numerusform>The canary&apos;s counters began anew %n time.</numerusform>
            <numerusform>The canary&apos;s counters began anew %n times.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>penelope::ui::review::LanesView</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>penelope::ui::review::ReviewPage</name>
    <message numerus="yes">
        <source>Play %n times as fast</source>
        <translation>
            <numerusform>Play at normal speed</numerusform>
            <numerusform>Play %n times as fast</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>penelope::ui::review::StretchPreview</name>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n event</numerusform>
            <numerusform>%n events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>penelope::ui::review::WhatIfPane</name>
    <message numerus="yes">
        <source>%n decision(s) made again.</source>
        <translation>
            <numerusform>%n decision made again.</numerusform>
            <numerusform>%n decisions made again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n would have been different.</source>
        <translation>
            <numerusform>%n would have been different.</numerusform>
            <numerusform>%n would have been different.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n followed from what happened to a patch.</source>
        <translation>
            <numerusform>%n followed from what happened to a patch.</numerusform>
            <numerusform>%n followed from what happened to a patch.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be made again: their events do not hold all they were judged on.</source>
        <translation>
            <numerusform>%n could not be made again: its event does not hold all it was judged on.</numerusform>
            <numerusform>%n could not be made again: their events do not hold all they were judged on.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) of a newer version skipped.</source>
        <translation>
            <numerusform>%n event of a newer version skipped.</numerusform>
            <numerusform>%n events of a newer version skipped.</numerusform>
        </translation>
    </message>
</context>
</TS>
