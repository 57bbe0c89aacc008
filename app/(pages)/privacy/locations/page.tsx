import type { Metadata } from "next";
import { OpeningsFilter } from "@/components/bikes/openings-filter";
import { OpeningsTable } from "@/components/bikes/openings-table";
import { AddressNote } from "@/components/states/address-note";
import { Empty } from "@/components/states/states";
import { Card } from "@/components/ui/card";
import { PageLinks } from "@/components/ui/page-links";
import { requireActor } from "@/lib/auth/require-actor";
import { listLocationOpenings } from "@/lib/bikes/list-location-openings";
import { formatCount } from "@/lib/format/number";
import type { PageProps } from "../../page-props";
import { locationsAddress, PER_PAGE, parseLocationsSearch, SINCE } from "./search-params";

export const metadata: Metadata = { title: "Opened locations" };

const DAY_MS = 86_400_000;

/** Who looked at where a bike was, when and why. */
export default async function LocationsPage({ searchParams }: PageProps) {
  const actor = await requireActor("/privacy/locations");
  const { address, faults } = parseLocationsSearch(await searchParams);
  const { bike, person, since, page } = address;
  const days = SINCE[since];
  const { openings, total } = await listLocationOpenings(actor, {
    bike,
    person,
    fromMs: days === null ? undefined : Date.now() - days * DAY_MS,
    skip: (page - 1) * PER_PAGE,
    limit: PER_PAGE,
  });
  return (
    <div className="flex flex-col gap-4">
      <header className="flex flex-wrap items-baseline gap-x-3">
        <h1 className="font-semibold text-xl tracking-tight">Opened locations</h1>
        <p role="status" className="text-ink-2">
          {formatCount(total, "opening")}
        </p>
      </header>
      <AddressNote faults={faults} />
      <OpeningsFilter bike={bike} person={person} since={since} />
      <Card className="p-0">
        {openings.length > 0 ? (
          <OpeningsTable openings={openings} />
        ) : (
          <Empty title="Nobody opened a location">
            Support sees where a bike is only for a reason, which is kept here.
          </Empty>
        )}
      </Card>
      <PageLinks
        page={page}
        pages={Math.ceil(total / PER_PAGE)}
        to={(number) => locationsAddress({ ...address, page: number })}
      />
    </div>
  );
}
