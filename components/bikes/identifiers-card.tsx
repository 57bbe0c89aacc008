import { Card, CardTitle } from "@/components/ui/card";
import type { BikeRecord } from "@/lib/bikes/record/models";
import { formatDayKey } from "@/lib/format/time";
import { CopyValue } from "./copy-value";

/** The numbers by which a bike is known, each to be copied, and where it is from. */
export function IdentifiersCard({ record }: { record: BikeRecord }) {
  const { bikeId, oem, model, plant, producedOn, firmware, identifiers } = record;
  const numbers = [{ key: "bike_id", label: "Telemetry id", value: bikeId }, ...identifiers];
  const facts: readonly (readonly [string, string | null])[] = [
    ["Model", `${model.name} (${model.code})`],
    ["OEM", oem],
    ["Plant", plant],
    ["Produced", producedOn && formatDayKey(producedOn)],
    ["Firmware", firmware],
  ];
  const row =
    "grid grid-cols-[8rem_minmax(0,1fr)_auto] items-center gap-2 border-line border-b py-1 last:border-b-0";
  return (
    <Card className="flex flex-col gap-2">
      <CardTitle>Identifiers</CardTitle>
      <dl>
        {numbers.map(({ key, label, value }) => (
          <div key={key} className={row}>
            <dt className="text-ink-2 text-xs">{label}</dt>
            <dd className="break-all font-mono text-sm">{value}</dd>
            <dd>
              <CopyValue label={label} value={value} />
            </dd>
          </div>
        ))}
        {facts.map(([label, value]) =>
          value === null ? null : (
            <div key={label} className={row}>
              <dt className="py-0.5 text-ink-2 text-xs">{label}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </Card>
  );
}
