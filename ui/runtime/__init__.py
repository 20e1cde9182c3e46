"""What the screens run on. What is where:

background    Background.run / latest / refresh: passes work to worker threads and results to the GUI thread
worker_thread   the thread of one queue
live_query    LiveQuery: a query that runs again when its result may have changed; retry_failed_reads
refresher     Refresher: when a screen reads again; PageRetry: when a list read page by page does
feed_signals  FeedSignals.changed: committed changes, as a signal on the GUI thread
tick          Tick.second every whole second; Tick.now is the clock for models and delegates
session       SessionContext: what a screen works with; Connection: which database, as the settings edit it
"""
