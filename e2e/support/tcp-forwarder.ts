import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** Stands between a program and a server, and can break the line between them in several ways. */
export class TcpForwarder {
  readonly #sockets = new Set<Socket>();
  /** How often a program asked something, and waited for the answer before it asked again. */
  roundTrips = 0;
  #mode: "pass" | "refuse" | "hang" = "pass";

  private constructor(
    readonly server: Server,
    readonly target: { host: string; port: number },
  ) {
    server.on("connection", (socket) => this.#accept(socket));
  }

  static async start(target: { host: string; port: number }): Promise<TcpForwarder> {
    const server = createServer({ pauseOnConnect: true });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new TcpForwarder(server, target);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Ends every connection and every new one, as a server that is down. */
  cut(): void {
    this.#mode = "refuse";
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Keeps connections open and passes nothing on, as a network that loses its packets. */
  hang(): void {
    this.#mode = "hang";
    for (const socket of this.#sockets) socket.pause();
  }

  /** Leaves what is connected in silence for ever, as a host that has vanished, and serves new ones. */
  forsake(): void {
    this.hang();
    this.#mode = "pass";
  }

  /** Serves new connections again; those that hung are lost. */
  resume(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#mode = "pass";
  }

  async close(): Promise<void> {
    this.cut();
    this.server.close();
    await once(this.server, "close");
  }

  #accept(near: Socket): void {
    this.#keep(near);
    if (this.#mode === "refuse") near.destroy();
    if (this.#mode !== "pass") return;
    const far = this.#keep(connect(this.target));
    let isWaiting = false;
    near.on("data", () => {
      if (!isWaiting) this.roundTrips += 1;
      isWaiting = true;
    });
    far.on("data", () => {
      isWaiting = false;
    });
    for (const [from, to] of [[near, far] as const, [far, near] as const]) {
      from.on("data", (data) => to.write(data));
      from.on("close", () => to.destroy());
    }
    near.resume();
  }

  #keep(socket: Socket): Socket {
    this.#sockets.add(socket);
    socket.on("close", () => this.#sockets.delete(socket));
    // A connection that breaks is what this is for.
    socket.on("error", () => socket.destroy());
    return socket;
  }
}
