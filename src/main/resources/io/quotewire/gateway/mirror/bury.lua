-- Removes what is of a node, a part of it at a time.
-- KEYS: connections, subscriptions, nodes
-- ARGV: what the names of counters begin with, what the names of that which is of one node begin with, how many at most, more or
--       less, a node or '' for one whose lease has ended
-- Returns how many connections were removed, and 1 where there may be more.
local node = ARGV[4]
if node == '' then
    local time = redis.call('TIME')
    local now = time[1] * 1000 + math.floor(time[2] / 1000)
    node = redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', now, 'LIMIT', 0, 1)[1]
    if not node then
        return {0, 0}
    end
end

local own = ARGV[2] .. node
local part = redis.call('HSCAN', own, '0', 'COUNT', ARGV[3])[2]
for i = 1, #part, 2 do
    local id, had, user = part[i], string.match(part[i + 1], '^(%d+) (.*)$')
    redis.call('HDEL', KEYS[1], id)
    redis.call('HDEL', KEYS[2], id)
    redis.call('HDEL', own, id)
    if user ~= '' and redis.call('DECRBY', ARGV[1] .. user, had) <= 0 then
        redis.call('DEL', ARGV[1] .. user)
    end
end
if redis.call('EXISTS', own) == 0 then
    redis.call('ZREM', KEYS[3], node)
    if ARGV[4] ~= '' then
        return {#part / 2, 0}
    end
end
return {#part / 2, 1}
