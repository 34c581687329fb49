// The one advisory lock of the search index. Who adds words shares it; who removes words has it alone, so that a word
// is never pruned between the moment it is looked up and the moment a document uses it.
import type { Sequelize, Transaction } from 'sequelize';

const KEY = "hashtextextended('cameo.search.words', 0)";

/** Holds the dictionary against pruning until the transaction ends. */
export async function shareWords(sequelize: Sequelize, transaction: Transaction): Promise<void> {
  await sequelize.query(`select pg_advisory_xact_lock_shared(${KEY})`, { transaction });
}

/** Waits until nobody is adding words, and keeps them out until the transaction ends. */
export async function lockWords(sequelize: Sequelize, transaction: Transaction): Promise<void> {
  await sequelize.query(`select pg_advisory_xact_lock(${KEY})`, { transaction });
}
