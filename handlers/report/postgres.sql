-- name: file_all(rows)
-- One way to the server, not two; that each case has its report is looked at when all is done.
WITH reports AS (
    /* filing_reports */
), cases AS (
    /* filing_cases */
)
SELECT 'file_reports' AS done, number FROM reports
UNION ALL
SELECT 'file_cases', report_number FROM cases;
