import { NEW } from "@/components/admin/admin-address";
import { AdminPanel } from "@/components/admin/admin-panel";
import { ReasonForm } from "@/components/admin/reason-form";
import { NewUserForm, RolesForm } from "@/components/admin/user-forms";
import { Empty } from "@/components/states/states";
import { Moment } from "@/components/ui/clock";
import { Facts } from "@/components/ui/facts";
import type { UserActor } from "@/lib/domain/actor";
import { type ListedUser, listUsers } from "@/lib/users/list-users";
import { organisationNames } from "../organisation-names";
import { disable, enable, invite, renewPassword, setRoles } from "./actions";

/** A new user, or one that is there with what can be done about them. */
export async function UserPanel({ actor, open, closed }: { actor: UserActor; open: string; closed: string }) {
  if (open === NEW)
    return (
      <AdminPanel title="New user" closed={closed}>
        <NewUserForm act={invite} organisations={await organisationNames(actor, "open")} then={closed} />
      </AdminPanel>
    );
  const [user] = (await listUsers(actor, { id: open })).users;
  return (
    <AdminPanel title={user?.name ?? "User"} closed={closed}>
      {user ? <Opened user={user} /> : <Empty title="No user has this id" />}
    </AdminPanel>
  );
}

function Opened({ user }: { user: ListedUser }) {
  const { id, email, organisation, roles, createdAt, disabledAt, hasPassword } = user;
  return (
    <>
      <Facts
        facts={[
          ["E-mail address", email],
          ["Organisation", `${organisation.name} (${organisation.kind})`],
          ["Signs in by", hasPassword ? "password" : "identity provider, which gives the roles"],
          ["Since", <Moment key="since" atMs={createdAt.getTime()} />],
          [
            "Access",
            disabledAt ? (
              <span key="access">
                disabled since <Moment atMs={disabledAt.getTime()} />
              </span>
            ) : (
              "enabled"
            ),
          ],
        ]}
      />
      <RolesForm act={setRoles.bind(null, id)} roles={roles} />
      {hasPassword ? (
        <ReasonForm
          title="Reset password…"
          about="They get a new password; the old one opens nothing more. Who is signed in stays so: to end that, disable the user."
          submit="Reset password"
          placeholder="Forgot it, known by phone"
          act={renewPassword.bind(null, id)}
        />
      ) : null}
      {disabledAt ? (
        <ReasonForm
          title="Enable…"
          about="They can sign in again, with the roles above."
          submit="Enable user"
          placeholder="Back from leave"
          act={enable.bind(null, id)}
        />
      ) : (
        <ReasonForm
          title="Disable…"
          about="They cannot sign in any more, and lose what they have open within a minute. What they did stays."
          submit="Disable user"
          placeholder="Left the company"
          act={disable.bind(null, id)}
        />
      )}
    </>
  );
}
