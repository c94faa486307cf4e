<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
        <source>%n match(es), exact</source>
        <translation>
            <numerusform>%n match, exact</numerusform>
            <numerusform>%n matches, exact</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n match(es) so far,</source>
        <translation>
            <numerusform>%n match so far,</numerusform>
            <numerusform>%n matches so far,</numerusform>
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
</TS>
