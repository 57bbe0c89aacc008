import { PER_PAGE } from "@/components/admin/admin-address";
import { AdminList } from "@/components/admin/admin-list";
import { AdminRow } from "@/components/admin/admin-row";
import { Tag } from "@/components/ui/pill";
import { Td } from "@/components/ui/table";
import { type ListedClient, listClients } from "@/lib/clients/list-clients";
import type { UserActor } from "@/lib/domain/actor";
import { formatCount } from "@/lib/format/number";
import { organisationNames } from "../organisation-names";
import type { parseClientsSearch } from "../search-params";
import { ClientPanel } from "./client-panel";

type Address = ReturnType<typeof parseClientsSearch>["address"];
const PATH = "/admin/clients";

/** The API clients that the address describes, and the one that it opens. */
export async function ClientList({ actor, address }: { actor: UserActor; address: Address }) {
  const { q, organisation, access, page } = address;
  const filter = { query: q, organisation, access, skip: (page - 1) * PER_PAGE, limit: PER_PAGE };
  const [{ clients, total }, organisations] = await Promise.all([
    listClients(actor, filter),
    organisationNames(actor),
  ]);
  return (
    <AdminList
      title="Clients"
      count={formatCount(total, "API client")}
      add="New client…"
      path={PATH}
      address={address}
      total={total}
      panel={(open, closed) => <ClientPanel actor={actor} open={open} closed={closed} />}
      fields={[
        { name: "q", label: "Name", placeholder: "Part of it" },
        { name: "organisation", label: "Organisation", options: organisations },
        { name: "access", label: "Access", options: ["open", "revoked"] },
      ]}
      heads={["Name", "Organisation", "May", "Sources", "Bikes", "Access"]}
    >
      {clients.map((client) => (
        <Row key={client.id} client={client} address={address} />
      ))}
    </AdminList>
  );
}

const SHOWN_BIKES = 4;

function Row({ client, address }: { client: ListedClient; address: Address }) {
  const { id, name, organisation, scopes, sources, bikes, revokedAt, isOrganisationClosed } = client;
  const more = bikes.length - SHOWN_BIKES;
  return (
    <AdminRow path={PATH} address={address} id={id} name={name}>
      <Td>{organisation}</Td>
      <Td>{scopes.join(", ")}</Td>
      <Td>{sources.join(", ") || "–"}</Td>
      <Td className="max-w-72 break-words font-mono text-xs">
        {bikes.slice(0, SHOWN_BIKES).join(", ")}
        {more > 0 ? ` and ${more} more` : ""}
      </Td>
      <Td>{revokedAt ? <Tag>revoked</Tag> : isOrganisationClosed ? <Tag>tenant closed</Tag> : "open"}</Td>
    </AdminRow>
  );
}
