import { Failed } from "@/components/states/states";
import { Card } from "@/components/ui/card";

/** Stands where this server would need Elasticsearch's user `analytics` and was not given it. */
export const NoFigures = () => (
  <Card className="p-0">
    <Failed title="Reports cannot be shown by this server">
      It was not given SLIPSTREAM_ELASTICSEARCH_ANALYTICS_PASSWORD. Start it anew with it; a local stack makes
      it at its next start.
    </Failed>
  </Card>
);
