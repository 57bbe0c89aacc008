import Link from "next/link";
import { Empty } from "@/components/states/states";
import { buttonLook } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { accessTo, pageAt } from "@/lib/auth/access";
import type { UserActor } from "@/lib/domain/actor";
import type { BikeState } from "@/lib/telemetry/models";

const REPORTED = [
  ["motor_serial", "Motor"],
  ["battery_serial", "Battery"],
  ["display_serial", "Display"],
  ["module_serial", "Module"],
  ["firmware", "Firmware"],
] as const;

/** Nobody registered the bike; what it says of itself helps to find out whose it is. */
export function NotRegistered({
  actor,
  bikeId,
  state,
}: {
  actor: UserActor;
  bikeId: string;
  state: BikeState | null;
}) {
  const reported = REPORTED.flatMap(([field, label]) => {
    const value = state?.values.find((one) => one.field === field)?.value;
    return value === undefined ? [] : [[label, String(value)] as const];
  });
  const page = pageAt("/registration");
  const access = page === null ? "public" : accessTo(page);
  const mayRegister = access !== "public" && access.roles.some((role) => actor.roles.includes(role));
  return (
    <Card>
      <Empty
        title={`${bikeId} is not registered`}
        action={
          mayRegister ? (
            <Link href="/registration" className={buttonLook({ kind: "primary" })}>
              Register bikes
            </Link>
          ) : null
        }
      >
        Its readings are kept like any other, and are attributed the moment its OEM registers it.
      </Empty>
      {reported.length > 0 ? (
        <dl aria-label="What it reports of itself" className="mx-auto w-fit pb-6">
          {reported.map(([label, value]) => (
            <div key={label} className="grid grid-cols-[8rem_auto] gap-2 py-0.5">
              <dt className="text-ink-2 text-xs">{label}</dt>
              <dd className="font-mono text-sm">{value}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </Card>
  );
}
