import { z } from "zod";

const count = z.number();
const Imported = z.object({
  rows: count,
  outcomes: z.object({
    "new-bike": count,
    agrees: count,
    contradicts: count,
    waits: count,
    empty: count,
    repeated: count,
  }),
  refusedCells: count,
  refused: z.array(
    z.object({ row: count, column: z.string().nullable(), expected: z.string(), got: z.string() }),
  ),
  contradictions: count,
  unread: z.array(z.string()),
  changes: z.object({
    counts: z.object({
      newBikes: count,
      changedBikes: count,
      movedBikes: count,
      withdrawnBikes: count,
      componentsIn: count,
      componentsOut: count,
    }),
    named: z.array(
      z.object({
        bikeId: z.string(),
        field: z.string(),
        was: z.string().nullable(),
        becomes: z.string().nullable(),
      }),
    ),
  }),
});
const Problem = z.object({ detail: z.string() });

export type TakenIn = z.infer<typeof Imported>;
export type RefusedCells = TakenIn["refused"];
export type SentFile =
  | { readonly kind: "done"; readonly value: TakenIn }
  | { readonly kind: "failed"; readonly why: string };

const LOST =
  "The connection was lost on the way. Send the file again: what was read already is not counted twice.";

/** Sends a file of old data to be checked, or to be taken in; what is refused comes back in its words. */
export async function sendLegacyFile(
  form: FormData,
  { isChecked }: { isChecked: boolean },
): Promise<SentFile> {
  const file = form.get("file");
  if (!(file instanceof File) || file.size === 0)
    return { kind: "failed", why: "Expected a file, got none." };
  const text = (name: string) => String(form.get(name) ?? "");
  const query = new URLSearchParams({
    oem: text("oem"),
    name: file.name,
    source: text("source"),
    trust: text("trust"),
    ...(isChecked ? { dryRun: "true" } : {}),
  });
  try {
    const headers = { "content-type": "application/octet-stream" };
    const answer = await fetch(`/api/legacy/files?${query}`, { method: "POST", body: file, headers });
    const told: unknown = await answer.json();
    if (answer.ok) return { kind: "done", value: Imported.parse(told) };
    const problem = Problem.safeParse(told);
    return { kind: "failed", why: problem.success ? problem.data.detail : LOST };
  } catch {
    return { kind: "failed", why: LOST };
  }
}
