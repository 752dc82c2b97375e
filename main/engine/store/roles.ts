/** Which of a photo's files stands for it. The rule is told in files.ts. */

const role = `CASE WHEN place = 1 THEN 'main' WHEN raw > main_raw THEN 'raw-pair' ELSE 'copy' END`;

/** SQL that gives every present file of the chosen photos its role; `photos` is a condition on files.photo. */
export function settleRoles(photos: string): string {
  return `
    UPDATE files SET role = settled.role
    FROM (
      SELECT id, ${role} AS role FROM (
        SELECT files.id, raw, row_number() OVER best AS place, first_value(raw) OVER best AS main_raw
        FROM files JOIN folders ON folders.id = files.folder
        WHERE files.photo ${photos} AND missing_since IS NULL
        WINDOW best AS (PARTITION BY files.photo ORDER BY folders.reachable AND files.gone IS NULL DESC, raw, files.id)
      )
    ) AS settled
    WHERE files.id = settled.id AND files.role IS NOT settled.role`;
}
