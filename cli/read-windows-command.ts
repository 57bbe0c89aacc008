import { parseArgs } from "node:util";

type Asked =
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly why: string }
  | { readonly kind: "list" }
  | { readonly kind: "seal"; readonly week: string; readonly isDryRun: boolean };

const wrong = (expected: string, got: string): Asked => ({
  kind: "wrong",
  why: `expected ${expected}, got ${got}`,
});

/** What a command line asks about windows; nothing asks how it is used. */
export function readWindowsCommand(args: readonly string[]): Asked {
  if (args.length === 0 || args.includes("--help") || args.includes("-h")) return { kind: "help" };
  const { values, positionals } = parseArgs({ args: [...args], strict: false, allowPositionals: true });
  const [verb, week, ...more] = positionals;
  const unknown = Object.keys(values).find((name) => verb !== "seal" || name !== "dry-run");
  if (verb !== "list" && verb !== "seal") return wrong("list or seal", verb ?? "none");
  if (unknown !== undefined) return wrong(`an option of ${verb}`, `--${unknown}`);
  if (values["dry-run"] !== undefined && values["dry-run"] !== true)
    return wrong("--dry-run without a value", `--dry-run=${values["dry-run"]}`);
  if (verb === "list") return week === undefined ? { kind: "list" } : wrong("nothing after list", week);
  if (week === undefined) return wrong("a week after seal, as 2026-w12", "none");
  if (more.length > 0) return wrong("one week", [week, ...more].join(" "));
  return { kind: "seal", week, isDryRun: values["dry-run"] === true };
}
