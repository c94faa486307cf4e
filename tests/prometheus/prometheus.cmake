# The rules that ship, by Prometheus' own tool (package prometheus). Their queries on idle, healthy and troubled systems:
# tst_metricqueries.
add_test(NAME prometheus_rules COMMAND promtool check rules
  ${CMAKE_SOURCE_DIR}/resources/prometheus/penelope-recordings.yml ${CMAKE_SOURCE_DIR}/resources/prometheus/penelope-alerts.yml)
add_test(NAME prometheus_alerts COMMAND promtool test rules ${CMAKE_CURRENT_LIST_DIR}/alerts.yml)
