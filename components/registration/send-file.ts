import { z } from "zod";
import type { FileAnswer, MatchAnswer, SendFile } from "./file-steps";

const LOST = "The connection was lost on the way. Nothing was registered; choose the file again.";

const Match = z.object({
  header: z.array(z.string()),
  sample: z.array(z.array(z.string())),
  columns: z.array(
    z.object({
      index: z.number(),
      header: z.string(),
      key: z.string().nullable(),
      how: z.string().nullable(),
    }),
  ),
  missing: z.array(z.string()),
  ambiguous: z.array(z.object({ key: z.string(), indexes: z.array(z.number()) })),
  warnings: z.array(z.string()),
});
const Batch = z.object({ batch: z.string() });
const Problem = z.object({ detail: z.string() });

/** Sends files to the route that reads them; what it refuses comes back in its words. */
export const sendFile: SendFile = {
  match: (file, plantId) => send<MatchAnswer>(file, { plant: plantId, step: "match" }, Match),
  check: (file, plantId, columns) =>
    send(
      file,
      { plant: plantId, step: "check", columns: columns.map((key) => key ?? "").join() },
      Batch.transform(({ batch }) => batch),
    ),
};

async function send<T>(
  file: File,
  query: Readonly<Record<string, string>>,
  form: z.ZodType<T>,
): Promise<FileAnswer<T>> {
  const address = `/api/registration/files?${new URLSearchParams({ ...query, name: file.name })}`;
  try {
    const headers = { "content-type": "application/octet-stream" };
    const answer = await fetch(address, { method: "POST", body: file, headers });
    const text: unknown = await answer.json();
    if (answer.ok) return { kind: "done", value: form.parse(text) };
    const problem = Problem.safeParse(text);
    return { kind: "failed", why: problem.success ? problem.data.detail : LOST };
  } catch {
    return { kind: "failed", why: LOST };
  }
}
