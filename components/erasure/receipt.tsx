import { Moment } from "@/components/ui/clock";
import { Table, Td, Th } from "@/components/ui/table";
import type { ListedErasure } from "@/lib/erasure/list-erasures";
import { formatNumber } from "@/lib/format/number";
import { streamName } from "./words";

/** How much there was and is of each stream. */
export function Receipt({
  receipt: { id, kind, madeMs, streams },
}: {
  receipt: ListedErasure["receipts"][number];
}) {
  return (
    <section className="flex flex-col gap-1">
      <h3 className="font-medium text-sm">
        Receipt {formatNumber(id)}: {kind === "erased" ? "erased" : "looked for again"},{" "}
        <Moment atMs={madeMs} />
      </h3>
      <Table label={`Receipt ${id}`}>
        <thead>
          <tr>
            <Th>Held in</Th>
            <Th className="text-right">Before</Th>
            <Th className="text-right">After</Th>
          </tr>
        </thead>
        <tbody className="[&>tr:last-child>*]:border-b-0">
          {streams.map(({ stream, before, after }) => (
            <tr key={stream}>
              <Th scope="row" className="font-medium text-ink text-sm">
                {streamName(stream)}
              </Th>
              <Td className="text-right tabular-nums">{formatNumber(before)}</Td>
              <Td className="text-right tabular-nums">{formatNumber(after)}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}
