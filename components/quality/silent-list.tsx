import { Age } from "@/components/ui/clock";
import { Table, Td, Th } from "@/components/ui/table";
import type { RegisteredBike } from "@/lib/quality/get-registered-long-ago";
import { NothingHere } from "./board-card";

/** Registered bikes that are not heard of. @param newest when each was heard of last; absent where never. */
export function SilentList({
  bikes,
  newest,
}: {
  bikes: readonly RegisteredBike[];
  newest: ReadonlyMap<string, number>;
}) {
  if (bikes.length === 0)
    return (
      <NothingHere>
        All bikes that were registered a week ago or longer were heard of within 30 days.
      </NothingHere>
    );
  return (
    <Table label="Registered but silent">
      <thead>
        <tr>
          <Th>Bike</Th>
          <Th>Model</Th>
          <Th>Registered</Th>
          <Th className="text-right">Newest</Th>
        </tr>
      </thead>
      <tbody className="[&>tr:last-child>*]:border-b-0">
        {bikes.map(({ bikeId, model, registeredAt }) => {
          const newestMs = newest.get(bikeId);
          return (
            <tr key={bikeId}>
              <Th scope="row" className="font-mono">
                {bikeId}
              </Th>
              <Td>{model}</Td>
              <Td className="text-ink-2">
                <Age atMs={registeredAt.getTime()} />
              </Td>
              <Td className="text-right text-ink-2">
                {newestMs === undefined ? "never" : <Age atMs={newestMs} />}
              </Td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
