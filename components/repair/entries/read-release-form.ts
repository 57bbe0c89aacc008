import { parseOffset } from "@/lib/domain/time-offset";
import { instantOf } from "@/lib/format/zone";
import { EXPECTED_WHY, whyIn } from "../read-why";
import type { ReleaseForm } from "./use-release";

/** What a filled-in form asks, or what of it was not understood. Times are on the clock of `zone`. */
export function readReleaseForm(form: FormData, zone: string): ReleaseForm | { readonly fault: string } {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const why = whyIn(form);
  if (why === null) return { fault: EXPECTED_WHY };
  if (text("by") === "time") {
    const atMs = timeIn(text("at"), zone);
    return atMs === null ? { fault: "Expected a date and a time." } : { correction: { atMs }, why };
  }
  const offsetMs = parseOffset(text("offset"));
  if (offsetMs === null) return { fault: "Expected a span with its sign, like +2 h, -90 min or +1 d 12 h." };
  return { correction: { offsetMs }, why };
}

function timeIn(text: string, zone: string): number | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d))?/.exec(text);
  if (!parts) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts
    .slice(1)
    .map((part) => Number(part ?? 0));
  return instantOf({ year, month, day, hour, minute, second: Number.isNaN(second) ? 0 : second }, zone);
}
