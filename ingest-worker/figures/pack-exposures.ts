import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Exposure } from "@/lib/analytics/least-riders";

/** Publications as bytes: hashes are hexadecimal and of one length, which is half of it packed. */
export function packExposures(exposures: readonly Exposure[]): Buffer {
  const text = exposures
    .map((one) => [...one].map(([rider, added]) => `${rider}${added}`).join(" "))
    .join("\n");
  return deflateRawSync(text, { level: 1 });
}

/** What was packed; a publication that stands on nobody is an empty line. */
export function unpackExposures(packed: Uint8Array): Exposure[] {
  const text = inflateRawSync(packed).toString("latin1");
  return text.split("\n").map(
    (line) =>
      new Map(
        line
          .split(" ")
          .filter((piece) => piece !== "")
          .map((piece) => [piece.slice(0, piece.length / 2), piece.slice(piece.length / 2)]),
      ),
  );
}
