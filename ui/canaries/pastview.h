#pragma once

#include "core/canary/pastrange.h"
#include "core/canary/retrial.h"

#include <QJsonObject>
#include <QWidget>

class QComboBox;
class QLineEdit;

namespace penelope::ui::canaries {

class RetrospectiveView;

/// Any two label sets over a past range of a service's Prometheus, or a file of counts, by all judges side by side.
class PastView : public QWidget
{
    Q_OBJECT

public:
    struct Wish
    {
        ServiceName service;
        canary::PastRange range;
    };
    struct Judged
    {
        canary::PastEvidence evidence;
        std::vector<canary::Retrial> trials;
    };

    /// Without `asks` there is no Prometheus to ask: files only.
    PastView(bool asks, QWidget* parent = nullptr);

    /// The services that give templates; the fields are filled for the one selected, once, and then left alone.
    void setServices(const std::vector<patch::Registration>& services, const ServiceName& selected);
    /// What stands in the fields. Malformed names the field.
    Result<Wish> wish() const;
    void showRange(const canary::PastRange& range);
    void show(const Wish& wish, const Result<Judged>& judged);
    void showCounts(const QString& file, const Result<std::vector<QJsonObject>>& answers);

signals:
    void wished(const penelope::ui::canaries::PastView::Wish& wish);
    void fileRequested();

private:
    QWidget* buildFields();
    void fillArms();
    void judge();

    bool m_asks;
    std::vector<patch::Registration> m_services;
    QComboBox* m_service = nullptr;
    QLineEdit* m_stable = nullptr;
    QLineEdit* m_canary = nullptr;
    QLineEdit* m_from = nullptr;
    QLineEdit* m_to = nullptr;
    QLineEdit* m_step = nullptr; ///< seconds
    RetrospectiveView* m_result = nullptr;
};

} // namespace penelope::ui::canaries
