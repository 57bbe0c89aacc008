import { Moment } from "@/components/ui/clock";
import { Table, Td, Th } from "@/components/ui/table";
import { formatNumber } from "@/lib/format/number";
import type { ModelRow } from "@/lib/registration/list-models";
import { type End, Ending } from "./ending";

export function ModelTable({
  models,
  showsOem,
  retire,
}: {
  models: readonly ModelRow[];
  showsOem: boolean;
  retire: End;
}) {
  return (
    <Table label="Models">
      <thead>
        <tr>
          {showsOem ? <Th>OEM</Th> : null}
          <Th>Code</Th>
          <Th>Name</Th>
          <Th>Type</Th>
          <Th>Generation</Th>
          <Th className="text-right">Battery</Th>
          <Th>Frame numbers</Th>
          <Th>Built</Th>
          <Th className="text-right">Retired</Th>
        </tr>
      </thead>
      <tbody className="[&>tr:last-child>*]:border-b-0">
        {models.map((model) => (
          <tr key={model.id}>
            {showsOem ? <Td className="whitespace-nowrap">{model.oemName}</Td> : null}
            <Td className="whitespace-nowrap font-mono text-xs">{model.code}</Td>
            <Th scope="row" className="text-ink">
              {model.name}
            </Th>
            <Td>{model.vehicleType}</Td>
            <Td>{model.hardwareGeneration}</Td>
            <Td className="whitespace-nowrap text-right tabular-nums">{formatNumber(model.batteryWh)} Wh</Td>
            <Td className="font-mono text-xs">{model.framePattern ?? "any"}</Td>
            <Td className="whitespace-nowrap text-ink-2">
              {model.builtFrom || model.builtTo ? `${model.builtFrom ?? ""} – ${model.builtTo ?? ""}` : "–"}
            </Td>
            <Td className="text-right text-ink-2">
              {model.retiredAt ? (
                <Moment atMs={model.retiredAt.getTime()} />
              ) : (
                <Ending label="Retire" what={model.name} id={model.id} end={retire} />
              )}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
