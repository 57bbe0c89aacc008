import { PER_PAGE } from "@/components/admin/admin-address";
import { AdminList } from "@/components/admin/admin-list";
import { AdminRow } from "@/components/admin/admin-row";
import { Tag } from "@/components/ui/pill";
import { Td } from "@/components/ui/table";
import { ROLES, type UserActor } from "@/lib/domain/actor";
import { formatCount } from "@/lib/format/number";
import { type ListedUser, listUsers } from "@/lib/users/list-users";
import { organisationNames } from "../organisation-names";
import type { parseUsersSearch } from "../search-params";
import { UserPanel } from "./user-panel";

type Address = ReturnType<typeof parseUsersSearch>["address"];
const PATH = "/admin/users";

/** The users that the address describes, and the one that it opens. */
export async function UserList({ actor, address }: { actor: UserActor; address: Address }) {
  const { q, role, organisation, access, page } = address;
  const [{ users, total }, organisations] = await Promise.all([
    listUsers(actor, { query: q, role, organisation, access, skip: (page - 1) * PER_PAGE, limit: PER_PAGE }),
    organisationNames(actor),
  ]);
  return (
    <AdminList
      title="Users"
      count={formatCount(total, "user")}
      add="New user…"
      path={PATH}
      address={address}
      total={total}
      panel={(open, closed) => <UserPanel actor={actor} open={open} closed={closed} />}
      fields={[
        { name: "q", label: "Name or e-mail", placeholder: "Part of either" },
        { name: "role", label: "Role", options: ROLES },
        { name: "organisation", label: "Organisation", options: organisations },
        { name: "access", label: "Access", options: ["enabled", "disabled"] },
      ]}
      heads={["Name", "E-mail address", "Organisation", "Roles", "Access"]}
    >
      {users.map((user) => (
        <Row key={user.id} user={user} address={address} />
      ))}
    </AdminList>
  );
}

function Row({ user, address }: { user: ListedUser; address: Address }) {
  const { id, name, email, organisation, roles, disabledAt } = user;
  return (
    <AdminRow path={PATH} address={address} id={id} name={name}>
      <Td className="text-ink-2">{email}</Td>
      <Td>{organisation.name}</Td>
      <Td>{roles.join(", ") || "none"}</Td>
      <Td>
        {disabledAt ? <Tag>disabled</Tag> : organisation.isClosed ? <Tag>tenant closed</Tag> : "enabled"}
      </Td>
    </AdminRow>
  );
}
