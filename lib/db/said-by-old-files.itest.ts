import { expect, inject, it } from "vitest";
import { migrate } from "./migrate";
import { installationOf } from "./testing/installation-of";

it("knows of the statements of an installation that is brought up to date which file said them, and that they count", async () => {
  const ownerUrl = inject("environment").SLIPSTREAM_DATABASE_OWNER_URL ?? "";
  const { url, old, end } = await installationOf(ownerUrl, "old_files", 18);
  try {
    await old`
      with oem as (insert into organisations (name, kind) values ('North', 'oem') returning id),
      file as (
        insert into legacy_files (oem_id, file_name, source, trust, created_by)
        select id, 'old.csv', 'old list', 'list', 'console:test' from oem returning id
      )
      insert into legacy_statements (digest, oem_id, source, trust, facts, file_id, row_number)
      select 'of a file', oem.id, 'old list', 'list'::trust, '{}'::jsonb, file.id, 7 from oem, file
      union all select 'of the service', oem.id, 'registered here', 'system', '{}', null, null from oem`;
    await migrate(url);
    expect([...(await old`select digest, is_said from legacy_statements order by digest`)]).toEqual([
      { digest: "of a file", is_said: true },
      { digest: "of the service", is_said: true },
    ]);
    const said = await old`
      select s.digest, s.row_number, f.file_name, f.taken_back_at from legacy_said s join legacy_files f on f.id = s.file_id`;
    expect([...said]).toEqual([
      { digest: "of a file", row_number: 7, file_name: "old.csv", taken_back_at: null },
    ]);
  } finally {
    await end();
  }
});
