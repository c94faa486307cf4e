#include "ui/text/filterterms.h"

#include <QCoreApplication>

namespace penelope::ui::filter {

namespace {

struct FilterTerms
{
    Q_DECLARE_TR_FUNCTIONS(FilterTerms)
};

} // namespace

QString columnText(qsizetype index)
{
    //: %1 is a column of what is typed into a filter, from 1
    return FilterTerms::tr("col %1").arg(index + 1);
}

} // namespace penelope::ui::filter
