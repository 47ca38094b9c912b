import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** A TCP proxy between a program and a server that can break their connection in several ways. */
export class TcpForwarder {
  readonly #sockets = new Set<Socket>();
  /** How often the program sent something and then waited for a response. */
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

  /** Ends all connections, and each new one, as a server that is down. */
  cut(): void {
    this.#mode = "refuse";
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Keeps connections open but forwards nothing, as a network that loses all packets. */
  hang(): void {
    this.#mode = "hang";
    for (const socket of this.#sockets) socket.pause();
  }

  /** Never forwards on open connections again, as if their host had vanished, but serves new ones. */
  abandon(): void {
    this.hang();
    this.#mode = "pass";
  }

  /** Serves new connections again and ends those that hung. */
  resume(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#mode = "pass";
  }

  /** Resets all connections and serves new ones, as a host that restarted. */
  reset(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
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
    // Broken connections are expected here.
    socket.on("error", () => socket.destroy());
    return socket;
  }
}
