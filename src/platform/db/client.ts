// A connection whose loss ends no process.
import pg from 'pg';

/**
 * node-postgres' client, deaf to errors that nobody listens for. Sequelize, pg-pool and BullMQ each add their listener a
 * moment after the connection is made: one that the server ends in that very moment would be an uncaught exception.
 * Statements on it fail all the same.
 */
export class Client extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => {});
  }
}
