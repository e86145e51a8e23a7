package io.bellbuoy.deadletters.store;

import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** How transactions are made. */
public final class Transactions {

    private Transactions() {}

    /** Each statement must see what others have committed before it, whatever the database's default is. */
    public static TransactionOperations readCommitted(PlatformTransactionManager transactions) {
        TransactionTemplate template = new TransactionTemplate(transactions);
        template.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        return template;
    }
}
