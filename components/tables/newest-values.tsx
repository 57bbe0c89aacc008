"use client";

import { useLiveState } from "@/components/live/live-state";
import { Age } from "@/components/ui/clock";
import { Table, Td, Th } from "@/components/ui/table";
import { formatPosition, formatValue, labelOf } from "@/lib/format/value";
import type { BikeState } from "@/lib/telemetry/models";

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

interface Row {
  readonly field: string;
  readonly label: string;
  readonly value: string;
  readonly atMs: number;
  readonly source: keyof typeof BY;
}

/** Each value that was ever measured, newest of its kind, with when and by whom. */
export function NewestValues({ state: initial }: { state: BikeState }) {
  const rows = rowsOf(useLiveState(initial));
  const device = rows.filter(({ field }) => DEVICE.has(field));
  return (
    <>
      <Rows rows={rows.filter(({ field }) => !DEVICE.has(field))} name="Newest value" />
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
          <Th>By</Th>
        </tr>
      </thead>
      <tbody className="[&>tr:last-child>*]:border-b-0">
        {rows.map(({ field, label, value, atMs, source }) => (
          <tr key={field}>
            <Th scope="row" className="whitespace-normal font-normal text-ink text-sm">
              {label}
            </Th>
            <Td className="break-words text-right font-semibold">{value}</Td>
            <Td className="text-ink-2">
              <Age atMs={atMs} />
            </Td>
            <Td className="text-ink-2">{BY[source]}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function rowsOf({ position, values }: BikeState): Row[] {
  const measured = values.map(({ field, value, measuredAtMs, source }) => ({
    field,
    label: labelOf(field),
    value: formatValue(field, value),
    atMs: measuredAtMs,
    source,
  }));
  if (!position) return measured;
  const place = {
    field: "position",
    label: "Position",
    value: formatPosition(position.lat, position.lon),
    atMs: position.measuredAtMs,
    source: position.source,
  };
  return [place, ...measured];
}
