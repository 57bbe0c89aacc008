import { NEW } from "@/components/admin/admin-address";
import { AdminPanel } from "@/components/admin/admin-panel";
import { IssuerForm } from "@/components/admin/issuer-form";
import { ReasonForm } from "@/components/admin/reason-form";
import { NewTenantForm, RenameForm } from "@/components/admin/tenant-forms";
import { Empty } from "@/components/states/states";
import { Moment } from "@/components/ui/clock";
import { Facts } from "@/components/ui/facts";
import type { UserActor } from "@/lib/domain/actor";
import { getIssuer } from "@/lib/riders/get-issuer";
import type { RiderIssuer } from "@/lib/riders/rider-issuer";
import { type ListedOrganisation, listOrganisations } from "@/lib/users/list-organisations";
import { closeTenant, dropIssuer, makeTenant, rename, reopenTenant, sayIssuer } from "./actions";

/** A new organisation, or one that is there with what can be done about it. */
export async function TenantPanel({
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
      <AdminPanel title="New tenant" closed={closed}>
        <NewTenantForm act={makeTenant} then={closed} />
      </AdminPanel>
    );
  const [organisation] = (await listOrganisations(actor, { id: open })).organisations;
  const issuer = organisation ? await getIssuer(actor, { organisationId: organisation.id }) : null;
  return (
    <AdminPanel title={organisation?.name ?? "Tenant"} closed={closed}>
      {organisation ? (
        <Opened organisation={organisation} issuer={issuer} />
      ) : (
        <Empty title="No organisation has this id" />
      )}
    </AdminPanel>
  );
}

function Opened({ organisation, issuer }: { organisation: ListedOrganisation; issuer: RiderIssuer | null }) {
  const { id, name, kind, createdAt, closedAt } = organisation;
  return (
    <>
      <Facts
        facts={[
          ["Kind", kind],
          ["Since", <Moment key="since" atMs={createdAt.getTime()} />],
          ["Closed", closedAt ? <Moment key="closed" atMs={closedAt.getTime()} /> : "no"],
          ["Riders' tokens", issuer ? issuer.issuer : "not taken"],
          ["Who speaks for riders", issuer?.isRequired ? "riders with a token" : "its clients' keys"],
        ]}
      />
      <RenameForm act={rename.bind(null, id)} name={name} />
      <IssuerForm act={sayIssuer.bind(null, id)} issuer={issuer} />
      {issuer ? (
        <ReasonForm
          title="Take no tokens…"
          about="Uploads with a rider's token are refused within five seconds, and its clients' keys speak for its riders. What riders signed stays as it is recorded."
          submit="Take no tokens"
          placeholder="Riders sign in elsewhere now"
          act={dropIssuer.bind(null, id)}
        />
      ) : null}
      {closedAt || kind === "maker" ? null : (
        <ReasonForm
          title="Close…"
          about="Its people lose their access within a minute, its clients within five seconds. Nothing of it is removed, and it can be opened again."
          submit="Close tenant"
          placeholder="The contract ended"
          act={closeTenant.bind(null, id)}
        />
      )}
      {closedAt ? (
        <ReasonForm
          title="Open again…"
          about="Its people and clients have their access again within a minute, with the roles and keys that they had. Who was disabled or revoked stays so."
          submit="Open tenant"
          placeholder="The contract was renewed"
          act={reopenTenant.bind(null, id)}
        />
      ) : null}
    </>
  );
}
