import { href, parseRoute, type PageName, type Route } from "./route";

class Router {
  route = $state.raw<Route>(parseRoute(location.hash));

  constructor() {
    addEventListener("hashchange", () => (this.route = parseRoute(location.hash)));
  }

  go(page: PageName, item?: string | null, query?: Record<string, string>): void {
    location.hash = href(page, item, query);
  }
}

export const router = new Router();
