import { parseArgs } from "node:util";

const OPTIONS = [
  "email",
  "name",
  "organisation",
  "scopes",
  "sources",
  "bikes",
  "id",
  "reason",
  "issuer",
  "audience",
  "keys",
  "claim",
  "speak",
  "most-age",
] as const;
type Option = (typeof OPTIONS)[number];
export type AdminOptions = Readonly<Partial<Record<Option, string>>>;

/** What each command cannot do without, and what it may be told besides. */
const COMMANDS = {
  create: { needs: ["email", "name", "organisation"], takes: [] },
  "users disable": { needs: ["email", "reason"], takes: [] },
  "clients list": { needs: [], takes: [] },
  "clients create": { needs: ["name", "organisation", "scopes", "bikes"], takes: ["sources"] },
  "verify-audit": { needs: [], takes: [] },
  "clients revoke": { needs: ["id", "reason"], takes: [] },
  "riders show": { needs: ["organisation"], takes: [] },
  "riders issuer": {
    needs: ["organisation", "issuer", "audience", "keys", "reason"],
    takes: ["claim", "speak", "most-age"],
  },
  "riders remove": { needs: ["organisation", "reason"], takes: [] },
} as const satisfies Record<string, { needs: readonly Option[]; takes: readonly Option[] }>;
export type AdminCommand = keyof typeof COMMANDS;

type Asked =
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly why: string }
  | { readonly kind: "run"; readonly command: AdminCommand; readonly options: AdminOptions };

const isOption = (name: string): name is Option => OPTIONS.some((option) => option === name);
const isCommand = (name: string): name is AdminCommand => Object.hasOwn(COMMANDS, name);
const wrong = (expected: string, got: string): Asked => ({
  kind: "wrong",
  why: `expected ${expected}, got ${got}`,
});

/** What a command line asks the administration for; nothing asks how it is used. */
export function readAdminCommand(args: readonly string[]): Asked {
  if (args.length === 0 || args.includes("--help") || args.includes("-h")) return { kind: "help" };
  const { tokens, positionals } = parseArgs({
    args: [...args],
    options: Object.fromEntries(OPTIONS.map((name) => [name, { type: "string" as const }])),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const command = positionals.join(" ");
  if (!isCommand(command)) return wrong("one of the commands below", command || "none");
  const { needs, takes }: { needs: readonly Option[]; takes: readonly Option[] } = COMMANDS[command];
  const options: Partial<Record<Option, string>> = {};
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const { name, rawName, value } = token;
    if (!isOption(name) || ![...needs, ...takes].includes(name))
      return wrong(`an option of ${command}`, rawName);
    if (!value) return wrong(`a value after ${rawName}`, "nothing");
    options[name] = value;
  }
  const missing = needs.filter((name) => options[name] === undefined);
  if (missing.length > 0) return wrong(missing.map((name) => `--${name}`).join(" and "), "nothing");
  return { kind: "run", command, options };
}
