import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { z } from "zod";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import { HEADER } from "@/lib/domain/packet";
import { hiddenText } from "../hide";
import { ReasonToLook } from "../reason-to-look";
import type { RepairStores } from "../repair-stores";
import { requireRepairer } from "../require-repairer";
import type { DeadLetter } from "./dead-letter";
import { hideFault } from "./hide-fault";
import { LetterKey, lettersNamed } from "./letter-filter";
import { placeOfKeys, readLetters } from "./read-letters";
import { whyNotResent } from "./why-not-resent";

export const ShowDeadLetterInput = z.strictObject({ key: LetterKey, reasonToLook: ReasonToLook.optional() });

export interface ShownLetter extends Omit<DeadLetter, "bytes" | "offset"> {
  readonly bytes: {
    readonly length: number;
    readonly sha256: string;
    /** Base64 for what is no text; null where nothing of it may be shown without a reason. */
    readonly text: string | null;
  };
  /** Whether positions and identifiers are left out. */
  readonly isHidden: boolean;
  /** Null where it can be sent again. */
  readonly whyNotResent: string | null;
}

/**
 * One dead letter with its headers, faults and bytes. Positions and identifiers are shown to who gives a reason, which is
 * kept in the audit.
 * @throws AppError `forbidden`, `invalid`, `not-found`, `conflict` (the beginning of several keys), `unavailable`.
 */
export async function showDeadLetter(
  author: Author,
  input: z.input<typeof ShowDeadLetterInput>,
  stores: Pick<RepairStores, "kafka" | "names" | "log" | "db">,
): Promise<ShownLetter> {
  requireRepairer(author);
  const { key, reasonToLook: reason } = parseInput(ShowDeadLetterInput, input);
  const isAsked = (letter: DeadLetter) => (letter.key.startsWith(key) ? letter : null);
  const found = await readLetters(stores, isAsked, placeOfKeys([key]));
  const [letter] = lettersNamed([key], found);
  if (!letter) throw new Error(`no letter came for ${key}`);
  if (reason !== undefined)
    await record(stores.db, {
      author,
      verb: "show-dead-letter",
      subject: `dead-letter:${letter.key}`,
      reason,
    });
  const { bytes, offset: _offset, ...told } = letter;
  const isHidden = reason === undefined;
  return {
    ...told,
    headers: isHidden ? hideHeaders(letter.headers) : letter.headers,
    faults: isHidden ? letter.faults.map((fault) => hideFault(letter.reason, fault)) : letter.faults,
    bytes: {
      length: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      text: isHidden ? hiddenText(bytes.toString("utf8")) : textOf(bytes),
    },
    isHidden,
    whyNotResent: whyNotResent(letter, stores.names, { force: true }),
  };
}

const KNOWN = new Set<string>(Object.values(HEADER));
const hideHeaders = (headers: DeadLetter["headers"]): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, text]) => [name, KNOWN.has(name) ? text : "hidden"]),
  );

const textOf = (bytes: Buffer): string => bytes.toString(isUtf8(bytes) ? "utf8" : "base64");
