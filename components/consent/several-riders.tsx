import Link from "next/link";
import { Card, CardTitle } from "@/components/ui/card";

/** Of riders whom their organisations call the same, which is meant. @param toRider makes the address of one. */
export function SeveralRiders({
  named,
  riders,
  toRider,
}: {
  named: string;
  riders: readonly { readonly id: string; readonly organisation: string }[];
  toRider: (riderId: string) => string;
}) {
  return (
    <Card className="flex flex-col gap-2">
      <CardTitle>Several riders are called {named}</CardTitle>
      <ul className="flex flex-wrap gap-x-4 gap-y-1">
        {riders.map(({ id, organisation }) => (
          <li key={id}>
            <Link href={toRider(id)} className="text-accent underline-offset-2 hover:underline">
              the one of {organisation}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
