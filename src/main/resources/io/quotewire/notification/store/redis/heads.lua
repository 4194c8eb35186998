-- KEYS: heads of users. Returns epoch and newest seq of each, one after the other.
local result = {}
for _, key in ipairs(KEYS) do
    local head = redis.call('HMGET', key, 'epoch', 'last')
    result[#result + 1] = head[1] or '0'
    result[#result + 1] = head[2] or '0'
end
return result
