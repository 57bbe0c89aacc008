import { NEW } from "@/components/admin/admin-address";
import { AdminPanel } from "@/components/admin/admin-panel";
import { NewClientForm, RotateForm } from "@/components/admin/client-forms";
import { ReasonForm } from "@/components/admin/reason-form";
import { Empty } from "@/components/states/states";
import { Moment } from "@/components/ui/clock";
import { Facts } from "@/components/ui/facts";
import { type ListedClient, listClients } from "@/lib/clients/list-clients";
import type { UserActor } from "@/lib/domain/actor";
import { organisationNames } from "../organisation-names";
import { makeClient, revoke, rotate } from "./actions";

/** A new client, or one that is there with what can be done about it. */
export async function ClientPanel({
  actor,
  open,
  closed,
}: {
  actor: UserActor;
  open: string;
  closed: string;
}) {
  if (open === NEW)
    return (
      <AdminPanel title="New client" closed={closed}>
        <NewClientForm
          act={makeClient}
          organisations={await organisationNames(actor, "open")}
          then={closed}
        />
      </AdminPanel>
    );
  const [client] = (await listClients(actor, { id: open })).clients;
  return (
    <AdminPanel title={client?.name ?? "Client"} closed={closed}>
      {client ? <Opened client={client} /> : <Empty title="No client has this id" />}
    </AdminPanel>
  );
}

function Opened({ client }: { client: ListedClient }) {
  const { id, organisation, bikes, createdAt, revokedAt, oldKeyUntil } = client;
  const old = oldKeyUntil && oldKeyUntil.getTime() > Date.now() ? oldKeyUntil.getTime() : null;
  return (
    <>
      <Facts
        facts={[
          ["Organisation", organisation],
          ["Bikes", bikes.join(", ")],
          ["Since", <Moment key="since" atMs={createdAt.getTime()} />],
          ["Old key ends", old === null ? "there is none" : <Moment key="old" atMs={old} />],
          ["Revoked", revokedAt ? <Moment key="revoked" atMs={revokedAt.getTime()} /> : "no"],
        ]}
      />
      {revokedAt ? null : (
        <>
          <RotateForm act={rotate.bind(null, id)} />
          <ReasonForm
            title="Revoke…"
            about="Its keys open nothing more within five seconds, for good. What it sent stays."
            submit="Revoke client"
            placeholder="The key was published by mistake"
            act={revoke.bind(null, id)}
          />
        </>
      )}
    </>
  );
}
