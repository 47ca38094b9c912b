import { withFoyer } from "@/lib/gate/with-foyer";
import { acmeProxy } from "./acme-proxy";

export const proxy = withFoyer(acmeProxy);

export const config = {
  matcher:
    "/((?!_next/static/|_next/image$|icon\\.svg$|upload$|api/(?!auth(?:/|$)|health/?$|clean-up/?$)).*)",
};
