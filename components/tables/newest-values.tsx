"use client";

import { useLiveState } from "@/components/live/live-state";
import { Age, useNow } from "@/components/ui/clock";
import { cn } from "@/components/ui/cn";
import { Table, Td, Th } from "@/components/ui/table";
import type { Status } from "@/lib/domain/bike-status";
import { formatPosition, formatValue, labelOf } from "@/lib/format/value";
import type { BikeState } from "@/lib/telemetry/models";
import { isHeardFrom, isSpeedOfNow, speedIn, statusOf } from "./status";

const BY = { iot: "module", app: "phone" } as const;
/** Who the bike is rather than how it is: looked at seldom. */
const DEVICE = new Set([
  "seq",
  "firmware",
  "motor_serial",
  "battery_serial",
  "display_serial",
  "module_serial",
]);

/** A narrow screen has no room for a column of its own. */
const wideOnly = "hidden sm:table-cell";

interface Row {
  readonly field: string;
  readonly label: string;
  readonly value: string;
  /** Says nothing about now. */
  readonly past: boolean;
  readonly atMs: number;
  readonly source: keyof typeof BY;
}

/** Each value that was ever measured, newest of its kind, with when and by whom; quiet where it is not of now. */
export function NewestValues({ state: initial, rhythmMs }: { state: BikeState; rhythmMs: number }) {
  const state = useLiveState(initial);
  const nowMs = useNow();
  const status = statusOf(state, nowMs, rhythmMs);
  const rows = rowsOf(state, status, nowMs);
  const device = rows.filter(({ field }) => DEVICE.has(field));
  return (
    <>
      <Rows
        rows={rows.filter(({ field }) => !DEVICE.has(field))}
        name={isHeardFrom(status) ? "Newest value" : "Last known value"}
      />
      {device.length > 0 ? (
        <details className="border-line border-t text-xs">
          <summary className="px-3 py-2 text-ink-2">Firmware and serial numbers</summary>
          <Rows rows={device} name="Device" />
        </details>
      ) : null}
    </>
  );
}

function Rows({ rows, name }: { rows: readonly Row[]; name: string }) {
  return (
    <Table label={`${name}s`}>
      <thead>
        <tr>
          <Th>{name}</Th>
          <Th className="text-right">
            <span className="sr-only">Value</span>
          </Th>
          <Th>Measured</Th>
          <Th className={wideOnly}>By</Th>
        </tr>
      </thead>
      <tbody className="[&>tr:last-child>*]:border-b-0">
        {rows.map(({ field, label, value, past, atMs, source }) => (
          <tr key={field}>
            <Th scope="row" className="whitespace-normal font-normal text-ink text-sm">
              {label}
            </Th>
            <Td className={cn("break-words text-right", past ? "text-ink-2" : "font-semibold")}>{value}</Td>
            <Td className="text-ink-2">
              <Age atMs={atMs} />
              <span className="block text-ink-3 text-xs sm:hidden">by {BY[source]}</span>
            </Td>
            <Td className={cn("text-ink-2", wideOnly)}>{BY[source]}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function rowsOf(state: BikeState, status: Status, nowMs: number): Row[] {
  const { position, values } = state;
  const past = !isHeardFrom(status);
  const speed = speedIn(state);
  const pastSpeed = speed === null || !isSpeedOfNow(speed, status, nowMs);
  const measured = values.map(({ field, value, measuredAtMs, source }) => ({
    field,
    label: labelOf(field),
    value: formatValue(field, value),
    past: field === "speed_kmh" ? pastSpeed : past,
    atMs: measuredAtMs,
    source,
  }));
  if (!position) return measured;
  const place = {
    field: "position",
    label: "Position",
    // May break in two where the screen is narrow.
    value: formatPosition(position.lat, position.lon).replace("\u00a0", " "),
    past,
    atMs: position.measuredAtMs,
    source: position.source,
  };
  return [place, ...measured];
}
