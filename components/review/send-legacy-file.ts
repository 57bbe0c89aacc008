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
});
const Problem = z.object({ detail: z.string() });

export type RefusedCells = z.infer<typeof Imported>["refused"];
export type SentFile =
  | { readonly kind: "done"; readonly value: z.infer<typeof Imported> }
  | { readonly kind: "failed"; readonly why: string };

const LOST =
  "The connection was lost on the way. Send the file again: what was read already is not counted twice.";

/** Sends a file of old data to the route that reads it; what is refused comes back in its words. */
export async function sendLegacyFile(form: FormData): Promise<SentFile> {
  const file = form.get("file");
  if (!(file instanceof File) || file.size === 0)
    return { kind: "failed", why: "Expected a file, got none." };
  const text = (name: string) => String(form.get(name) ?? "");
  const query = new URLSearchParams({
    oem: text("oem"),
    name: file.name,
    source: text("source"),
    trust: text("trust"),
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
