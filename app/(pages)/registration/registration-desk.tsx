import Link from "next/link";
import { BatchList } from "@/components/registration/batch-list";
import { ColumnHelp } from "@/components/registration/column-help";
import { UploadForm } from "@/components/registration/upload-form";
import { Empty } from "@/components/states/states";
import { buttonLook } from "@/components/ui/button";
import { Card, CardTitle } from "@/components/ui/card";
import { NewestOlder } from "@/components/ui/newest-older";
import type { UserActor } from "@/lib/domain/actor";
import { COLUMNS } from "@/lib/registration/columns/columns";
import { listBatches } from "@/lib/registration/list-batches";
import { listPlants } from "@/lib/registration/list-plants";
import { answered } from "../answered";
import { Refused } from "../refused";
import { type RegistrationAddress, registrationAddress } from "./search-params";

const PER_PAGE = 25;

/** Where files are sent from, and those that were sent. */
export async function RegistrationDesk({
  actor,
  address,
}: {
  actor: UserActor;
  address: RegistrationAddress;
}) {
  const { plant: plantId, before } = address;
  const answer = await answered("registration", async () => ({
    plants: (await listPlants(actor)).filter(({ closedAt }) => closedAt === null),
    files: await listBatches(actor, {
      limit: PER_PAGE,
      ...(plantId === undefined ? {} : { plantId }),
      ...(before === undefined ? {} : { before }),
    }),
  }));
  if (answer.kind === "failed") return <Refused what="Registration" answer={answer} />;
  const { plants, files } = answer.value;
  const showsOem = new Set(plants.map(({ oemId }) => oemId)).size > 1;
  const first = plants.find(({ id }) => id === plantId) ?? plants[0];
  if (!first)
    return (
      <Card className="p-0">
        <Empty
          title="There is no plant yet"
          action={
            <Link href="/registration/plants" className={buttonLook({ kind: "primary" })}>
              Add a plant
            </Link>
          }
        >
          Bikes are registered for the plant that built them. Add it, and the models that it builds.
        </Empty>
      </Card>
    );
  return (
    <>
      {address.bike === undefined ? null : (
        <p
          role="status"
          className="rounded-r-md border-accent border-l-[3px] bg-surface px-3 py-2 text-ink-2"
        >
          <span className="font-mono text-ink">{address.bike}</span> rides and is not registered. Put a row
          with this Telemetry id into a file; what it recorded until then is its fleet's from then on.
        </p>
      )}
      <UploadForm
        plants={plants.map(({ id, name, oemName }) => ({
          id,
          label: showsOem ? `${oemName} · ${name}` : name,
        }))}
        plantId={first.id}
        choices={COLUMNS.map(({ key, label, required }) => ({ key, label, required }))}
      />
      <ColumnHelp
        plantId={first.id}
        columns={COLUMNS.map(({ label, required, example, about }) => ({ label, required, example, about }))}
      />
      <Card className="flex flex-col gap-3">
        <CardTitle>Files</CardTitle>
        {files.batches.length === 0 ? (
          <p className="text-ink-2">No file was sent yet.</p>
        ) : (
          <BatchList batches={files.batches} showsOem={showsOem} />
        )}
        <NewestOlder
          newest={before ? registrationAddress({ ...address, before: undefined }) : null}
          older={files.next ? registrationAddress({ ...address, before: files.next }) : null}
        />
      </Card>
    </>
  );
}
