/** A field that is taken out of its reading; the rest of the reading is kept. `reading` is null for a packet field. */
export interface FieldFault {
  readonly reading: number | null;
  readonly field: string;
  readonly expected: string;
  readonly got: string;
}

const MAX_LISTED = 1_000;
const NAME_LENGTH = 100;
const GOT_LENGTH = 120;

/** Faults of one packet: all are counted, the first thousand are listed, each in words of bounded length. */
export class FaultList {
  readonly listed: FieldFault[] = [];
  count = 0;

  add(reading: number | null, field: string, expected: string, got: unknown): void {
    if (++this.count > MAX_LISTED) return;
    this.listed.push({ reading, field: cut(field, NAME_LENGTH), expected, got: shown(got) });
  }
}

/** What came, in words for the sender; never throws, however deep a value is nested. */
export const shown = (value: unknown): string =>
  cut(typeof value === "string" ? value : jsonOf(value), GOT_LENGTH);

const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length)}…` : text;

function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "nothing";
  } catch {
    return "a value nested too deeply to be shown";
  }
}
