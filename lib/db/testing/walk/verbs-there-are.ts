import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Rooms whose verbs and questions are walked. */
const ROOMS = [
  "audit",
  "bikes",
  "clients",
  "consent",
  "legacy",
  "lookup",
  "quality",
  "registration",
  "riders",
  "reports",
  "users",
];

/** What takes an author and is no verb of its own: transactions, and what swapComponent and moveModule do. */
const PARTS: ReadonlySet<string> = new Set(["asAuthor", "changing", "putComponent"]);

const OF_AN_AUTHOR =
  /export (async )?(?:function|const) (\w+)(?: = )?(async )?(?:<[^(]*>)?\(\s*(?:author|actor): (?:Author|Actor)\b([\s\S]*?)(?=\nexport |$)/g;

/** The names of all verbs and questions that the rooms have now, read from their files. */
export async function verbsThereAre(): Promise<string[]> {
  const found = await Promise.all(
    ROOMS.map(async (room) => {
      const names = await readdir(join("lib", room), { recursive: true });
      const files = names.filter((name) => name.endsWith(".ts") && !/test\.ts$|testing\//.test(name));
      return Promise.all(files.map(async (name) => verbsIn(await readFile(join("lib", room, name), "utf8"))));
    }),
  );
  return found.flat(2).toSorted();
}

/** Exported functions of a file that answer later and whose first parameter is who asks. */
export const verbsIn = (text: string): string[] =>
  [...text.matchAll(OF_AN_AUTHOR)].flatMap(([, asyncFunction, name = "", asyncArrow, rest = ""]) =>
    !PARTS.has(name) && (asyncFunction || asyncArrow || rest.includes("Promise<")) ? [name] : [],
  );
